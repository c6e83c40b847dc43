import { insertSteps, stepEnded, stepStarted } from './order-steps.ts';
import { orderFigures } from './order-figures.ts';
import { decideOrder, endOrder } from './orders.ts';
import { systemScope } from './scope.ts';
import { anOrder, databaseForTests } from './test-database.ts';

const db = databaseForTests();

test('counts by tenant and state, and tells the order that has stood still longest', async () => {
  const approve = async () => {
    const { id } = await anOrder(db, { tenant: 'acme' });
    await insertSteps(db, id, ['ensure-pool']);
    await decideOrder(db, systemScope, id, { decision: 'approved', state: 'deploying', by: 'admin', reason: null });
    return id;
  };
  const [still, moving, failed] = [await approve(), await approve(), await approve()];
  await anOrder(db, { tenant: 'globex' });
  await db.query(`update vigie.orders set decided_at = now() - interval '2 hours' where id = any($1)`, [[still, moving, failed]]);
  await stepStarted(db, still, 'ensure-pool', 'running');
  await stepEnded(db, still, 'ensure-pool', { state: 'done' });
  await db.query(`update vigie.order_steps set started_at = now() - interval '90 minutes', ended_at = now() - interval '80 minutes' where order_id = $1`, [still]);
  await stepStarted(db, moving, 'ensure-pool', 'running');
  await endOrder(db, failed, 'forward', 'failed');

  const figures = await orderFigures(db);
  const of = (tenant: string, state: string) => figures.find((each) => each.tenant === tenant && each.state === state);
  expect(of('acme', 'deploying')?.count).toBe(2);
  const minutes = (Date.now() - (of('acme', 'deploying')?.oldestProgress?.getTime() ?? 0)) / 60_000;
  expect(Math.round(minutes)).toBe(80);
  expect(of('acme', 'failed')).toEqual({ tenant: 'acme', state: 'failed', count: 1, oldestProgress: null });
  expect(of('globex', 'awaiting-approval')?.count).toBe(1);
  expect(figures).toHaveLength(3);
});
