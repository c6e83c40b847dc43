import { because } from '@vigie/contract/step-reasons';
import type { OrderNotices } from './notify/order-notices.ts';
import { insertSteps, skipOpenSteps, stepState } from './store/order-steps.ts';
import { decideOrder, findOrder } from './store/orders.ts';
import { systemScope } from './store/scope.ts';
import { anOrder, databaseForTests } from './store/test-database.ts';
import { orderWork, type OrderWorkParts } from './order-work.ts';
import { orderVm } from './workflows/order-vm.ts';

const db = databaseForTests();

const acts = async () => (await db.query<{ act: string; object: string }>('select act, object from vigie.audit')).rows;
const told: string[] = [];
const nobody = () => Promise.resolve();
const notices: OrderNotices = {
  approved: nobody, rejected: nobody, cancelled: nobody, failed: (_tx, [{ id, run }]) => Promise.resolve(void told.push(`${id}/${run}`)),
};
const why = { ...because('task-failed'), technical: 'said so' };

async function orderThatSendsItsMail() {
  const { id } = await anOrder(db, { tenant: 'acme' });
  await insertSteps(db, id, ['mail-received', 'await-approval']);
  const { progress } = orderWork(orderVm, { db, notices } as OrderWorkParts);
  await progress.started(id, 'mail-received');
  return { id, progress };
}

test('a step that fails for good ends the order', async () => {
  const { id, progress } = await orderThatSendsItsMail();
  await progress.failed(id, 'mail-received', why);
  expect((await findOrder(db, systemScope, id))?.state).toBe('failed');
  expect(await stepState(db, id, 'mail-received')).toBe('failed');
  expect(await acts()).toContainEqual({ act: 'order.failed', object: id });
  expect(told).toContain(`${id}/1`);
});

test('an order that was cancelled while a step ran stays cancelled when the step fails', async () => {
  const { id, progress } = await orderThatSendsItsMail();
  await decideOrder(db, systemScope, id, { decision: 'cancelled', state: 'cancelled', by: 'somebody', reason: null });
  await skipOpenSteps(db, id);
  await progress.failed(id, 'mail-received', why);
  expect((await findOrder(db, systemScope, id))?.state).toBe('cancelled');
  expect(await stepState(db, id, 'mail-received')).toBe('skipped');
  expect(await acts()).not.toContainEqual({ act: 'order.failed', object: id });
  expect(told).not.toContain(`${id}/1`);
});
