import type { NetworkChoice, NetworkQuestion } from '@vigie/contract/orders';
import { oneRow, type Queryable } from './database.ts';
import type { OrderRow } from './orders.ts';

/** The question of an order. `secondsLeft` is by the database's clock, below zero when the time is over. */
export interface NetworkChoiceRow {
  order_id: string;
  deadline: Date;
  default_choice: NetworkChoice;
  chosen: NetworkChoice | null;
  chosen_via: NonNullable<NetworkQuestion['chosenVia']> | null;
  chosen_by: string | null;
  chosen_at: Date | null;
  secondsLeft: number;
}

const columns = '*, extract(epoch from deadline - now())::float8 as "secondsLeft"';

/** Whether the tenant has the network that `default` orders join. */
export async function hasSharedNetwork(db: Queryable, { tenant, cluster }: Pick<OrderRow, 'tenant' | 'cluster'>): Promise<boolean> {
  const { rowCount } = await db.query(
    `select 1 from vigie.networks where tenant = $1 and cluster = $2 and shared and state in ('reserved', 'active')`,
    [tenant, cluster],
  );
  return Boolean(rowCount);
}

/** Asks, and lets the order wait. Asked again before an answer, the time starts anew. Null when the order is not under way to it any more. */
export async function askForNetwork(
  tx: Queryable,
  orderId: string,
  { deadlineHours, default: fallback }: { deadlineHours: number; default: NetworkChoice },
): Promise<NetworkChoiceRow | null> {
  const { rowCount } = await tx.query(
    `update vigie.orders set state = 'awaiting-network-choice'
     where id = $1 and network = 'ask' and state in ('deploying', 'awaiting-network-choice')`,
    [orderId],
  );
  if (!rowCount) return null;
  return oneRow(
    await tx.query<NetworkChoiceRow>(
      `insert into vigie.network_choices (order_id, deadline, default_choice) values ($1, now() + make_interval(secs => $2), $3)
       on conflict (order_id) do update set asked_at = now(), deadline = excluded.deadline, default_choice = excluded.default_choice
       returning ${columns}`,
      [orderId, deadlineHours * 3600, fallback],
    ),
  );
}

/** What nobody needs to be asked: the order, with all its machines, has its network without a question. */
export async function takeDefaultNetwork(tx: Queryable, orderId: string): Promise<void> {
  await tx.query(`update vigie.orders set network = 'default' where (id = $1 or lead = $1) and network = 'ask'`, [orderId]);
}

export async function findNetworkChoice(db: Queryable, orderId: string): Promise<NetworkChoiceRow | null> {
  const { rows } = await db.query<NetworkChoiceRow>(`select ${columns} from vigie.network_choices where order_id = $1`, [orderId]);
  return rows[0] ?? null;
}

/**
 * Settles the question of an order that waits with it, for all its machines, and lets the order go on; null when it does not wait (any
 * more), or when the time is over for anybody but the deadline itself (or not yet over for the deadline).
 */
export async function settleNetworkChoice(
  tx: Queryable,
  orderId: string,
  choice: { network: NetworkChoice; via: NonNullable<NetworkQuestion['chosenVia']>; by: string | null },
): Promise<OrderRow | null> {
  const { rows } = await tx.query<OrderRow>(
    `update vigie.orders set network = $2, state = 'deploying'
     where id = $1 and state = 'awaiting-network-choice' and network = 'ask' and exists (
       select 1 from vigie.network_choices q where q.order_id = orders.id and q.chosen is null and (q.deadline <= now()) = ($3 = 'deadline'))
     returning *`,
    [orderId, choice.network, choice.via],
  );
  const [order] = rows;
  if (!order) return null;
  await tx.query('update vigie.network_choices set chosen = $2, chosen_via = $3, chosen_by = $4, chosen_at = now() where order_id = $1', [
    orderId, choice.network, choice.via, choice.by,
  ]);
  await tx.query(`update vigie.orders set network = $2 where lead = $1 and network = 'ask'`, [orderId, choice.network]);
  return order;
}
