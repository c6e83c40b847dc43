import type { OrderRequest, OrderState } from '@vigie/contract/orders';
import type { Price } from '@vigie/contract/quotes';
import type { StoredPrice } from '../catalogue/stored-price.ts';
import { oneRow, type Queryable } from './database.ts';
import { forgetTasksOf } from './proxmox-tasks.ts';
import { scopeCondition, Values, type Scope } from './scope.ts';
import type { MachineSpec } from '../machine-spec.ts';

export type Decision = 'approved' | 'rejected' | 'cancelled';

export interface OrderRow {
  id: string;
  tenant: string;
  offer: string;
  name: string;
  options: Record<string, string>;
  spec: MachineSpec;
  /** How many machines the order has, all told; 1 for those that have a lead. */
  quantity: number;
  /** The order that this is a further machine of. */
  lead: string | null;
  network: OrderRequest['network'];
  ssh_public_key: string | null;
  cluster: string;
  state: OrderState;
  price: StoredPrice;
  /** Number of the current engine run: raised by each retry, part of the engine's workflow ids. */
  run: number;
  created_at: Date;
  created_by: string;
  decision: Decision | null;
  decided_at: Date | null;
  decided_by: string | null;
  reject_reason: string | null;
  ended_at: Date | null;
}

export type NewOrder = Pick<
  OrderRow,
  'id' | 'tenant' | 'offer' | 'name' | 'options' | 'spec' | 'quantity' | 'lead' | 'network' | 'ssh_public_key' | 'cluster' | 'created_by'
> & { price: Price };

/** Inserts an order that awaits approval. A name in use breaks the unique index `orders_name_taken`. */
export async function insertOrder(tx: Queryable, order: NewOrder): Promise<void> {
  await tx.query(
    `insert into vigie.orders (id, tenant, offer, name, options, spec, quantity, network, ssh_public_key, cluster, price, created_by, lead, state)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'awaiting-approval')`,
    [
      order.id, order.tenant, order.offer, order.name, JSON.stringify(order.options), JSON.stringify(order.spec), order.quantity,
      order.network, order.ssh_public_key, order.cluster, JSON.stringify(order.price), order.created_by, order.lead,
    ],
  );
}

export async function findOrder(db: Queryable, scope: Scope, id: string): Promise<OrderRow | null> {
  const values = new Values();
  const { rows } = await db.query<OrderRow>(
    `select * from vigie.orders where id = ${values.add(id)} and ${scopeCondition(scope, values)}`,
    values.list,
  );
  return rows[0] ?? null;
}

/**
 * The order of a machine, and where it stays until the end of the transaction: whoever takes it on or back locks it, so that one of the two
 * waits and then sees what the other did.
 */
export async function holdOrderOf(tx: Queryable, vmId: string): Promise<Pick<OrderRow, 'id' | 'state'>> {
  return oneRow(
    await tx.query<Pick<OrderRow, 'id' | 'state'>>(
      'select id, state from vigie.orders where id = (select order_id from vigie.vms where id = $1) for share',
      [vmId],
    ),
  );
}

/** Nothing is begun with the machine of such an order. */
export const isTakenBack = ({ state }: Pick<OrderRow, 'state'>): boolean => state === 'cancelling' || state === 'cancelled';

/**
 * Records a decision on an order that awaits approval; null when it does not (or is out of scope).
 * One that is approved and waits for the choice of its network may still be rejected: nothing was built for it.
 */
export async function decideOrder(
  tx: Queryable,
  scope: Scope,
  id: string,
  change: { decision: Decision; state: OrderState; by: string; reason: string | null },
): Promise<OrderRow | null> {
  const values = new Values();
  const set = `state = ${values.add(change.state)}, decision = ${values.add(change.decision)}, decided_by = ${values.add(change.by)},
    reject_reason = ${values.add(change.reason)}, decided_at = now(), ended_at = ${change.decision === 'approved' ? 'null' : 'now()'}`;
  const { rows } = await tx.query<OrderRow>(
    `update vigie.orders set ${set} where id = ${values.add(id)}
       and (state = 'awaiting-approval' and decision is null or state = 'awaiting-network-choice' and ${values.add(change.decision)} = 'rejected')
       and ${scopeCondition(scope, values)} returning *`,
    values.list,
  );
  return rows[0] ?? null;
}

/** Sets a failed order going again under the next run number; null when it is not failed (or is out of scope). */
export async function reopenOrder(tx: Queryable, scope: Scope, id: string): Promise<OrderRow | null> {
  const values = new Values();
  const { rows } = await tx.query<OrderRow>(
    `update vigie.orders set run = run + 1, ended_at = null,
       state = case when decision = 'approved' then 'deploying' else 'awaiting-approval' end
     where id = ${values.add(id)} and state = 'failed' and ${scopeCondition(scope, values)} returning *`,
    values.list,
  );
  return rows[0] ?? null;
}

/**
 * Begins to cancel an approved order under the next run number; null when it is neither failed nor under way (or is out of scope).
 * One that is done is cancelled only where `delivered` says so: as a part of an order that is not.
 */
export async function cancelOrder(tx: Queryable, scope: Scope, id: string, { delivered = false } = {}): Promise<OrderRow | null> {
  const values = new Values();
  const { rows } = await tx.query<OrderRow>(
    `update vigie.orders set run = run + 1, ended_at = null, state = 'cancelling'
     where id = ${values.add(id)}
       and (state in ('awaiting-network-choice', 'deploying', 'failed') or state = 'done' and ${values.add(delivered)})
       and ${scopeCondition(scope, values)} returning *`,
    values.list,
  );
  return rows[0] ?? null;
}

/** Orders that are on their way forward, and on their way back. */
export const underWay = { forward: ['awaiting-approval', 'awaiting-network-choice', 'deploying'], back: ['cancelling'] } as const satisfies Record<string, OrderState[]>;

export type Way = keyof typeof underWay;

export const isUnderWay = ({ state }: Pick<OrderRow, 'state'>, way: Way): boolean =>
  (underWay[way] as readonly OrderState[]).includes(state);

/** Ends an order that goes `way`; false when it does not (any more). The tasks of one that failed are still looked for: it may be gone on with. */
export async function endOrder(tx: Queryable, id: string, way: Way, state: 'done' | 'failed' | 'cancelled'): Promise<boolean> {
  const { rowCount } = await tx.query('update vigie.orders set state = $2, ended_at = now() where id = $1 and state = any($3)', [
    id,
    state,
    underWay[way],
  ]);
  if (!rowCount) return false;
  if (state !== 'failed') await forgetTasksOf(tx, id);
  return true;
}

/**
 * Orders that the engine must be working on or waiting with. People are waited for with the lead alone: its other machines begin after
 * that.
 */
export async function liveOrders(db: Queryable): Promise<OrderRow[]> {
  const { rows } = await db.query<OrderRow>(
    `select * from vigie.orders
     where state = any($1) or state = any($2) and (lead is null or decision = 'approved' and network <> 'ask') order by id`,
    [underWay.back, underWay.forward],
  );
  return rows;
}

/** Takes the next run number for an order whose run broke off; null when somebody else did. */
export async function nextRun(db: Queryable, id: string, run: number): Promise<OrderRow | null> {
  const { rows } = await db.query<OrderRow>('update vigie.orders set run = run + 1 where id = $1 and run = $2 returning *', [id, run]);
  return rows[0] ?? null;
}
