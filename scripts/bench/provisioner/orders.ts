import { setTimeout as delay } from 'node:timers/promises';
import type { BenchStack } from './stack.ts';

/** An order that ended, with its times in milliseconds since 1970. `begun`: its first step after the approval. */
export interface EndedOrder {
  id: string;
  state: string;
  vmid: number | null;
  approved: number;
  begun: number;
  ended: number;
  steps: { name: string; ms: number }[];
}

/** Below the limit of changes for one person within a minute. */
const changesPerLogin = 25;
let changes = 0;
const someOperator = (stack: BenchStack) => stack.operator(`operator-${Math.floor(changes++ / changesPerLogin)}`);

/** Places an order for each name, of one tenant after the other, and answers the ids. */
export async function place(stack: BenchStack, names: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [i, name] of names.entries()) {
    const tenant = stack.tenants[i % stack.tenants.length];
    const { status, body } = await someOperator(stack).post('/orders', { offer: 'standard', name, tenant, network: 'default', options: { cores: '1' } });
    if (status !== 201) throw new Error(`an order was refused: ${status} ${JSON.stringify(body)}`);
    ids.push(String(body.id));
  }
  return ids;
}

export async function approve(stack: BenchStack, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const { status, body } = await someOperator(stack).post(`/orders/${id}/approve`);
    if (status !== 202) throw new Error(`an approval was refused: ${status} ${JSON.stringify(body)}`);
  }
}

/** Waits until all have ended. It asks the database: the daemon shall not be busy with us. */
export async function ended(stack: BenchStack, ids: readonly string[]): Promise<EndedOrder[]> {
  for (;;) {
    const { rows } = await stack.db.query<{ left: number }>('select count(*) as left from vigie.orders where id = any($1) and ended_at is null', [ids]);
    if (rows[0]?.left === 0) break;
    await delay(ids.length === 1 ? 20 : 500);
  }
  const { rows } = await stack.db.query<EndedOrder>(
    `select o.id, o.state, v.vmid, extract(epoch from o.decided_at)::float8 * 1000 as approved, extract(epoch from o.ended_at)::float8 * 1000 as ended,
       extract(epoch from s.begun)::float8 * 1000 as begun, s.steps
     from vigie.orders o left join vigie.vms v on v.order_id = o.id
     cross join lateral (
       select min(started_at) filter (where started_at > o.decided_at) as begun,
         jsonb_agg(jsonb_build_object('name', name, 'ms', extract(epoch from ended_at - started_at)::float8 * 1000) order by position) as steps
       from vigie.order_steps where order_id = o.id
     ) s where o.id = any($1) order by o.decided_at`,
    [ids],
  );
  const failed = rows.filter(({ state }) => state !== 'done');
  if (failed.length > 0) throw new Error(`${failed.length} orders were not delivered, the first is ${JSON.stringify(failed[0])}`);
  return rows;
}
