import { endRun, runStarted } from './backup-run-progress.ts';
import { insertRun } from './backup-runs.ts';
import { endExecution } from './executions.ts';
import { forgetEndedTasks } from './expired.ts';
import { freeLabVmid } from './lab-reservations.ts';
import { cancelOrder, endOrder } from './orders.ts';
import { taskNotes } from './proxmox-tasks.ts';
import { systemScope } from './scope.ts';
import { aDeliveredVm, anOrder, databaseForTests } from './test-database.ts';
import { markMachineGone } from './vm-deletions.ts';
import { endOperation } from './vm-operation-progress.ts';
import { insertOperation } from './vm-operations.ts';

const db = databaseForTests();
const sentAt = new Date('2026-11-21T00:00:00Z');
const note = (owner: string) => taskNotes(db).sending(owner, 'start', sentAt);
const isNoted = async (owner: string) => (await taskNotes(db).find(owner, 'start')) !== null;
let vmid = 20_000;
const aVm = () => aDeliveredVm(db, { tenant: 'acme', vmid: vmid++ });
const setState = (order: string, state: string) => db.query('update vigie.orders set state = $2 where id = $1', [order, state]);

async function anExecution(): Promise<string> {
  const id = `exe_${vmid++}`;
  await db.query(
    `insert into vigie.runbook_executions (id, runbook, plan, mode, reason, parameters, started_by) values ($1, 'vm-lost', '{}', 'real', 'test', '[]', 'op')`,
    [id],
  );
  return id;
}

async function aTest(vm: { id: string }, more = { state: 'running' }): Promise<string> {
  const id = `rt_${vmid++}`;
  await db.query(
    `insert into vigie.restore_tests (id, tenant, vm_id, cluster, origin, requested_by, state, rto_seconds, rpo_seconds) values ($1, 'acme', $2, 'demo', 'manual', 'op', $3, 1, 1)`,
    [id, vm.id, more.state],
  );
  await db.query(`insert into vigie.lab_reservations (cluster, vmid, test_id) values ('demo', $1, $2)`, [vmid++, id]);
  return id;
}

describe('notes of tasks go with the end of what they are for', () => {
  test('an order: when it is done or taken back, not when it failed and may be gone on with', async () => {
    const { id } = await anOrder(db, { tenant: 'acme' });
    const end = async (way: 'forward' | 'back', state: 'done' | 'failed' | 'cancelled') => {
      await note(id);
      await db.transaction((tx) => endOrder(tx, id, way, state));
      return isNoted(id);
    };
    await setState(id, 'deploying');
    expect(await end('forward', 'failed')).toBe(true);
    await setState(id, 'deploying');
    expect(await end('forward', 'done')).toBe(false);
    await cancelOrder(db, systemScope, id, { delivered: true });
    expect(await end('back', 'failed')).toBe(true);
    await cancelOrder(db, systemScope, id);
    // One that goes another way by now ends nothing.
    expect(await end('forward', 'done')).toBe(true);
    expect(await end('back', 'cancelled')).toBe(false);
  });

  test('an order whose machine was destroyed', async () => {
    const { orderId } = await aVm();
    await note(orderId);
    await markMachineGone(db, orderId);
    expect(await isNoted(orderId)).toBe(false);
  });

  test.each(['done', 'failed'] as const)('an operation and a backup that are %s, and no other of the machine', async (state) => {
    const [vm, other] = [await aVm(), await aVm()];
    const operation = (of: typeof vm) => insertOperation(db, { vm: of, kind: 'start', detail: {}, requestedBy: 'op' });
    const backup = (of: typeof vm) => insertRun(db, { vm: of, origin: 'manual', slot: null, requestedBy: 'op', storage: 'pbs' });
    const ids = [await operation(vm), await backup(vm), await operation(other), await backup(other)].map((id) => id ?? '');
    for (const id of ids) await note(id);
    await db.transaction((tx) => endOperation(tx, ids[0]!, state));
    await runStarted(db, ids[1]!);
    await endRun(db, ids[1]!, state);
    expect(await Promise.all(ids.map(isNoted))).toEqual([false, false, true, true]);
  });

  test('a recovery, and a restore test once nothing of it is left in the lab', async () => {
    const [execution, tested] = [await anExecution(), await aTest(await aVm())];
    await note(execution);
    await note(tested);
    await db.transaction((tx) => endExecution(tx, execution, 'aborted', 'no'));
    await freeLabVmid(db, tested);
    expect([await isNoted(execution), await isNoted(tested)]).toEqual([false, false]);
  });
});

test('what came after the end, or was left by an older version, goes with retention; what is gone on with stays', async () => {
  const vm = await aVm();
  const deleting = await aVm();
  await setState(deleting.orderId, 'done');
  await db.query('update vigie.vms set deletion_requested_at = now() where id = $1', [deleting.id]);
  const order = async (state: string) => {
    const { id } = await anOrder(db, { tenant: 'acme' });
    await setState(id, state);
    return id;
  };
  const operation = async (end: boolean) => {
    const id = (await insertOperation(db, { vm, kind: 'start', detail: {}, requestedBy: 'op' })) ?? '';
    if (end) await endOperation(db, id, 'failed');
    return id;
  };
  const backup = async (end: boolean) => {
    const id = (await insertRun(db, { vm, origin: 'manual', slot: null, requestedBy: 'op', storage: 'pbs' })) ?? '';
    if (end) await endRun(db, id, 'failed');
    return id;
  };
  const ended = [await order('done'), await order('cancelled'), await order('rejected'), await operation(true), await backup(true), 'ord_gone'];
  const going = [
    await order('failed'), await order('cancelling'), await order('deploying'), deleting.orderId, await operation(false), await backup(false),
    await anExecution(), await aTest(vm), await aTest(vm, { state: 'done' }),
  ];
  const young = await order('done');
  for (const owner of [...ended, ...going]) await note(owner);
  await taskNotes(db).sending(young, 'start', new Date('2026-12-21T00:00:00Z'));
  expect(await forgetEndedTasks(db, new Date('2026-12-01T00:00:00Z'))).toBe(ended.length);
  expect(await Promise.all([...going, young].map(isNoted))).toEqual([...going, young].map(() => true));
});
