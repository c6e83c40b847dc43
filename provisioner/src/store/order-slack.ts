import { underWay } from './orders.ts';
import type { Queryable } from './database.ts';

/** What an order's message in Slack shows. `posts` counts the messages: another one is posted when somebody deleted the first. */
export interface OrderSlackRow {
  posts: number;
  shown: string | null;
  digest: string | null;
}

/** Orders older than this that had no message when they ended get none: Slack was not configured then. */
const newsHours = 1;
/** What nobody could be told in this time is no news any more. */
const triedDays = 7;

/** Orders whose message may be out of date; those of orders that are being worked on always may be. */
export async function ordersToShow(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select o.id from vigie.order_groups o left join vigie.order_slack_messages m on m.order_id = o.id
     where (o.state = any($1) or o.ended_at > now() - $2 * interval '1 day')
       and case when m.order_id is null then o.state = any($1) or o.ended_at > now() - $3 * interval '1 hour'
         else not m.given_up and m.next_attempt_at <= now()
           and (o.state in ('deploying', 'cancelling') or m.shown is distinct from o.state || '/' || o.runs) end
     order by o.id limit 200`,
    [[...underWay.forward, ...underWay.back], triedDays, newsHours],
  );
  return rows.map(({ id }) => id);
}

/** Locked until the end of the transaction; null while another replica has it. */
export async function takeOrderSlack(tx: Queryable, orderId: string): Promise<OrderSlackRow | null> {
  await tx.query('insert into vigie.order_slack_messages (order_id) values ($1) on conflict do nothing', [orderId]);
  const { rows } = await tx.query<OrderSlackRow>(
    'select posts, shown, digest from vigie.order_slack_messages where order_id = $1 and not given_up for update skip locked',
    [orderId],
  );
  return rows[0] ?? null;
}

/** The message says so now; the next change is not before `quietMs`. */
export async function orderShown(tx: Queryable, orderId: string, now: { shown: string; digest: string }, quietMs: number): Promise<void> {
  await tx.query(
    `update vigie.order_slack_messages set shown = $2, digest = $3, next_attempt_at = now() + $4 * interval '1 millisecond'
     where order_id = $1`,
    [orderId, now.shown, now.digest, quietMs],
  );
}

/** Slack refused: not before `quietMs` again. */
export async function orderRefused(tx: Queryable, orderId: string, quietMs: number): Promise<void> {
  await tx.query(`update vigie.order_slack_messages set next_attempt_at = now() + $2 * interval '1 millisecond' where order_id = $1`, [orderId, quietMs]);
}

/** Somebody deleted the first message: from now on it is about the second one. */
export async function secondPost(tx: Queryable, orderId: string): Promise<void> {
  await tx.query('update vigie.order_slack_messages set posts = 2, digest = null where order_id = $1', [orderId]);
}

/** Nothing more is said of the order. */
export async function giveUpOrder(tx: Queryable, orderId: string): Promise<void> {
  await tx.query('update vigie.order_slack_messages set given_up = true where order_id = $1', [orderId]);
}
