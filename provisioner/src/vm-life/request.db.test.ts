import type { VigieConfig } from '@vigie/config/schema';
import type { Caller } from '../caller.ts';
import type { OrderNotices } from '../notify/order-notices.ts';
import { manualStep, planWith } from '../pra/fixture.ts';
import type { RecoveryPorts } from '../pra/ports.ts';
import { backupService, type BackupServiceParts } from '../services/backups.ts';
import { orderService } from '../services/orders.ts';
import { runbookService, type RunbookServiceParts } from '../services/runbooks.ts';
import type { Database } from '../store/database.ts';
import { newExecutionId } from '../store/ids.ts';
import { systemScope } from '../store/scope.ts';
import { aDeliveredVm, databaseForTests } from '../store/test-database.ts';
import { findVm } from '../store/vms.ts';
import { requestOperation } from './request.ts';

const db = databaseForTests();
const operator = { login: 'op', operator: true, tenant: null, capabilities: new Set(['order:decide']) } as unknown as Caller;
const problem = (code: string, detail: RegExp) => expect.objectContaining({ code, status: 409, message: expect.stringMatching(detail) });
const done = () => Promise.resolve();

let vmid = 20_000;

/** An order of two machines: the first failed after its delivery, the second is done. */
async function twoMachines(): Promise<{ order: string; first: string; second: string }> {
  const [first, second] = [await aDeliveredVm(db, { tenant: 'acme', vmid: vmid++ }), await aDeliveredVm(db, { tenant: 'acme', vmid: vmid++ })];
  await db.query(`update vigie.orders set state = 'failed', decision = 'approved', quantity = 2 where id = $1`, [first.orderId]);
  await db.query(`update vigie.orders set state = 'done', decision = 'approved', lead = $2 where id = $1`, [second.orderId, first.orderId]);
  return { order: first.orderId, first: first.id, second: second.id };
}

const cancel = (database: Database, order: string) =>
  orderService({
    config: { clusters: [] } as unknown as VigieConfig, db: database, notices: {} as OrderNotices, againOnRetry: [],
    engine: { begin: done, decided: done, chosen: done },
  }).cancel(operator, order);

async function operate(database: Database, id: string) {
  const vm = await findVm(database, systemScope, id);
  return requestOperation({ db: database, engine: { begin: done } }, operator, vm!, { kind: 'stop' });
}

async function backUp(database: Database, id: string) {
  const config = { resilience: { policy: { storage: 'pbs' } } } as unknown as VigieConfig;
  return backupService({ db: database, engine: { begin: done }, config } as unknown as BackupServiceParts).create(operator, id);
}

async function recover(database: Database, id: string) {
  const plan = { ...planWith(manualStep('look')), parameters: [{ name: 'vm', kind: 'vm' as const, label: { en: 'Machine', fr: 'Machine' } }] };
  return runbookService({
    db: database, guides: [], engine: { begin: done, wake: done }, scenarios: new Map([['demo', { plan, body: { en: '', fr: '' } }]]),
    // Chosen a moment before, when it was still there to choose.
    ports: { clusters: new Map([['demo', {}]]), vms: { all: () => Promise.resolve([{ id, name: 'm', vmid: 1, tenant: 'acme' }]) } } as unknown as RecoveryPorts,
  } as unknown as RunbookServiceParts).start(operator, 'demo', { mode: 'real', reason: 'lost', parameters: { vm: id } }, 'en');
}

/** Lets the first do everything but commit, then begins the second, and lets go once that waits, or went past. */
async function atOnce(first: (database: Database) => Promise<unknown>, second: (database: Database) => Promise<unknown>) {
  let go = () => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  let ready = () => {};
  const written = new Promise<void>((resolve) => (ready = resolve));
  const slow: Database = {
    ...db,
    url: db.url,
    transaction: (act) =>
      db.transaction(async (tx) => {
        const result = await act(tx);
        ready();
        await held;
        return result;
      }),
  };
  const ending = first(slow);
  await written;
  let past = false;
  const other = second(db).finally(() => (past = true));
  other.catch(() => {});
  while (!past && (await db.query('select 1 from pg_locks where not granted')).rowCount === 0) await new Promise(setImmediate);
  go();
  return Promise.allSettled([ending, other]);
}

const under = async (order: string) =>
  (await db.query<{ states: string[] }>('select array_agg(state order by lead nulls first) as states from vigie.orders where id = $1 or lead = $1', [order]))
    .rows[0]?.states;
const works = async (vm: string) =>
  (await db.query(`select 1 from vigie.vm_operations where vm_id = $1 union all select 1 from vigie.backup_runs where vm_id = $1
    union all select 1 from vigie.runbook_executions where parameters->0->>'value' = $1`, [vm])).rowCount;

describe.each([['an operation', operate], ['a backup', backUp], ['a recovery', recover]] as const)('%s on a machine whose order is being cancelled', (_name, ask) => {
  test.each(['first', 'second'] as const)('comes too late, in that instant (the %s machine)', async (which) => {
    const machines = await twoMachines();
    const [cancelled, asked] = await atOnce((slow) => cancel(slow, machines.order), (other) => ask(other, machines[which]));
    expect(cancelled).toMatchObject({ status: 'fulfilled', value: { state: 'cancelling' } });
    expect(asked).toEqual({ status: 'rejected', reason: problem('wrong-state', /is being cancelled.*new/) });
    expect([await under(machines.order), await works(machines[which])]).toEqual([['cancelling', 'cancelling'], 0]);
    await expect(ask(db, machines[which])).rejects.toEqual(problem('wrong-state', /is being cancelled/));
  });

  test.each(['first', 'second'] as const)('that was faster is waited for by whoever cancels (the %s machine)', async (which) => {
    const machines = await twoMachines();
    const [asked, cancelled] = await atOnce((slow) => ask(slow, machines[which]), (other) => cancel(other, machines.order));
    expect(asked.status).toBe('fulfilled');
    expect(cancelled).toEqual({ status: 'rejected', reason: problem('wrong-state', /Wait until it has ended, then cancel/) });
    expect([await under(machines.order), await works(machines[which])]).toEqual([['failed', 'done'], 1]);
  });
});

test('an order with a machine that is being deleted is not taken back in the middle of that, unless the machine is delivered for good', async () => {
  const { order, first, second } = await twoMachines();
  const deleting = (id: string) => db.query('update vigie.vms set deletion_requested_at = now() where id = $1', [id]);
  await deleting(first);
  await expect(cancel(db, order)).rejects.toEqual(problem('wrong-state', /is being deleted. Take the deletion back/));
  await db.query('update vigie.vms set deletion_requested_at = null where id = $1', [first]);
  await deleting(second);
  await cancel(db, order);
  expect(await under(order)).toEqual(['cancelling', 'done']);
});

test('a machine whose deletion is just being taken back is waited for: it would stay', async () => {
  const { order, second } = await twoMachines();
  await db.query('update vigie.vms set deletion_requested_at = now(), retired_at = now() where id = $1', [second]);
  const vm = await findVm(db, systemScope, second);
  await requestOperation({ db, engine: { begin: done } }, operator, vm!, { kind: 'recall' });
  await expect(cancel(db, order)).rejects.toEqual(problem('wrong-state', /Wait until it has ended, then cancel/));
});

test('while the host of a machine is being recovered its order is not taken back; a rehearsal of that is no reason', async () => {
  const { order, first } = await twoMachines();
  const { cluster, node } = (await findVm(db, systemScope, first))!;
  const begin = (mode: string) => db.query<{ id: string }>(
    `insert into vigie.runbook_executions (id, runbook, plan, mode, reason, parameters, started_by)
     values ($1, 'pve-host-lost', '{}', $2, 'lost', $3, 'ann') returning id`,
    [newExecutionId(), mode, JSON.stringify([{ name: 'node', value: `${cluster}/${node}`, shown: 'n' }])],
  );
  const { rows: [real] } = await begin('real');
  await expect(cancel(db, order)).rejects.toEqual(problem('wrong-state', /Wait until it has ended, then cancel/));
  await db.query(`update vigie.runbook_executions set state = 'done', ended_at = now() where id = $1`, [real?.id]);
  await begin('rehearsal');
  await cancel(db, order);
  expect(await under(order)).toEqual(['cancelling', 'cancelling']);
});
