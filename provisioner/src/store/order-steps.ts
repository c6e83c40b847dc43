import { orderStepNames, type OrderStepName } from '@vigie/contract/order-steps';
import type { OrderState, StepState } from '@vigie/contract/orders';
import type { StepReason, StepReasonCode } from '@vigie/contract/step-reasons';
import type { Queryable } from './database.ts';

/** The progress of a step, for people; the engine's own journal decides what runs. */
export interface StepRow {
  order_id: string;
  position: number;
  name: OrderStepName;
  state: StepState;
  attempts: number;
  started_at: Date | null;
  ended_at: Date | null;
  code: StepReasonCode | null;
  params: StepReason['params'] | null;
  message: string | null;
  technical: string | null;
}

export async function insertSteps(tx: Queryable, orderId: string, names: readonly OrderStepName[]): Promise<void> {
  await tx.query(
    `insert into vigie.order_steps (order_id, position, name)
     select $1, position - 1, name from unnest($2::text[]) with ordinality as step(name, position) on conflict do nothing`,
    [orderId, names],
  );
}

/** The steps of orders that the caller was already allowed to read. */
export async function stepsOf(db: Queryable, orderId: string): Promise<StepRow[]> {
  const { rows } = await db.query<StepRow>('select * from vigie.order_steps where order_id = $1 order by position', [orderId]);
  return rows;
}

/** The same of several orders, in no order of them. */
export async function stepsOfOrders(db: Queryable, orderIds: readonly string[]): Promise<StepRow[]> {
  const { rows } = await db.query<StepRow>('select * from vigie.order_steps where order_id = any($1) order by position', [orderIds]);
  return rows;
}

export async function stepState(db: Queryable, orderId: string, name: OrderStepName): Promise<StepState> {
  const { rows } = await db.query<{ state: StepState }>('select state from vigie.order_steps where order_id = $1 and name = $2', [
    orderId,
    name,
  ]);
  return rows[0]?.state ?? 'pending';
}

/** Where an order is, and one of its steps; null when there is no such order. */
export async function orderAndStep(db: Queryable, orderId: string, name: OrderStepName): Promise<{ order: OrderState; step: StepState } | null> {
  const { rows } = await db.query<{ order: OrderState; step: StepState }>(
    `select o.state as order, coalesce(s.state, 'pending') as step
     from vigie.orders o left join vigie.order_steps s on s.order_id = o.id and s.name = $2 where o.id = $1`,
    [orderId, name],
  );
  return rows[0] ?? null;
}

/** A new attempt (`undoing`: of taking it back): the time of the first one since the last failure stays the start. */
export async function stepStarted(db: Queryable, orderId: string, name: OrderStepName, state: 'running' | 'waiting' | 'undoing'): Promise<void> {
  await db.query(
    `update vigie.order_steps set attempts = case when state = 'waiting' then attempts when $3 = 'undoing' and state <> 'undoing' then 1 else attempts + 1 end,
       started_at = case when state = $3 or state in ('running', 'waiting') and $3 <> 'undoing' then coalesce(started_at, now()) else now() end,
       state = $3, ended_at = null, code = null, params = null, message = null, technical = null
     where order_id = $1 and name = $2`,
    [orderId, name, state],
  );
}

/** A failed attempt that will be tried again: people see why the step takes long. */
export async function stepRetries(
  db: Queryable,
  orderId: string,
  name: OrderStepName,
  why: StepReason & { technical: string },
): Promise<void> {
  await db.query('update vigie.order_steps set code = $3, params = $4, message = $5, technical = $6 where order_id = $1 and name = $2', [
    orderId,
    name,
    why.code,
    why.params,
    why.message,
    why.technical,
  ]);
}

export async function stepEnded(
  db: Queryable,
  orderId: string,
  name: OrderStepName,
  end: { state: 'done' | 'failed' | 'skipped' | 'undone'; technical?: string } & Partial<StepReason>,
): Promise<void> {
  await db.query(
    `update vigie.order_steps set state = $3, ended_at = now(), code = $4, params = $5, message = $6, technical = $7
     where order_id = $1 and name = $2`,
    [orderId, name, end.state, end.code ?? null, end.params ?? null, end.message ?? null, end.technical ?? null],
  );
}

/** Steps that will not be taken any more, because the order was rejected or cancelled. */
export async function skipOpenSteps(tx: Queryable, orderId: string): Promise<void> {
  await tx.query(
    `update vigie.order_steps set state = 'skipped', ended_at = now() where order_id = $1 and state in ('pending', 'waiting', 'running')`,
    [orderId],
  );
}

/** Done steps that are to run again: those named, and all once one of them was undone. */
export async function reopenSteps(tx: Queryable, orderId: string, names: readonly OrderStepName[]): Promise<void> {
  await tx.query(
    `update vigie.order_steps set state = 'pending', ended_at = null where order_id = $1 and (state = 'undone' or state = 'done' and (name = any($2)
       or exists (select 1 from vigie.order_steps undone where undone.order_id = $1 and undone.state = 'undone')))`,
    [orderId, names],
  );
}

const timedSteps = orderStepNames.filter((name) => name !== 'await-approval' && name !== 'await-network-choice');

/** Median duration of each step over its last 50 successes, in whole seconds. Waiting for people is left out. */
export async function usualStepSeconds(db: Queryable): Promise<Map<string, number>> {
  const { rows } = await db.query<{ name: string; seconds: number }>(
    `select name, round(percentile_cont(0.5) within group (order by extract(epoch from ended_at - started_at)))::int as seconds
     from unnest($1::text[]) as step(name) cross join lateral (
       select started_at, ended_at from vigie.order_steps where state = 'done' and order_steps.name = step.name order by ended_at desc limit 50) as past
     group by name`,
    [timedSteps],
  );
  return new Map(rows.map((row) => [row.name, row.seconds]));
}

/** Median seconds from approval to delivery over the last 50 orders of one machine that nobody was asked about, null without history. */
export async function usualDeliverySeconds(db: Queryable): Promise<number | null> {
  const { rows } = await db.query<{ seconds: number | null }>(
    `select round(percentile_cont(0.5) within group (order by extract(epoch from ended_at - decided_at)))::int as seconds
     from (select decided_at, ended_at from vigie.orders where state = 'done'
             and quantity = 1 and lead is null
             and not exists (select 1 from vigie.network_choices where order_id = orders.id) order by ended_at desc limit 50) as past`,
  );
  return rows[0]?.seconds ?? null;
}
