import { newBackupRunId, newExecutionId, newRestoreTestId } from './ids.ts';
import { resilienceFigures } from './resilience-figures.ts';
import { aDeliveredVm, anOrder, databaseForTests } from './test-database.ts';
import { waitingRunbookSteps } from './waiting-counts.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 3, minute));

const db = databaseForTests();
let vm: { id: string };
let vmid = 20_000;
beforeEach(async () => {
  vmid += 1;
  vm = await aDeliveredVm(db, { tenant: 'acme', vmid, name: `web-${vmid}`, deliveredAt: at(0) });
});

async function backupRun(state: string): Promise<void> {
  await db.query(
    `insert into vigie.backup_runs (id, tenant, vm_id, origin, state, requested_by, storage) values ($1, 'acme', $2, 'manual', $3, 'a', 'pbs')`,
    [newBackupRunId(), vm.id, state],
  );
}

interface TestFacts { state?: string; verdict?: string | null; minute: number; rta?: number; rpa?: number; cluster?: string; leftovers?: string[] }

async function restoreTest({ state = 'done', verdict = 'passed', minute, rta, rpa, cluster = 'demo', leftovers }: TestFacts): Promise<string> {
  const id = newRestoreTestId();
  await db.query(
    `insert into vigie.restore_tests
       (id, tenant, vm_id, cluster, origin, state, verdict, requested_by, rto_seconds, rpo_seconds, rta_seconds, rpa_seconds, ended_at, leftovers)
     values ($1, 'acme', $2, $3, 'manual', $4, $5, 'a', 900, 3600, $6, $7, $8, $9)`,
    [id, vm.id, cluster, state, verdict, rta ?? null, rpa ?? null, state === 'running' ? null : at(minute), leftovers ? JSON.stringify(leftovers) : null],
  );
  return id;
}

const phase = (test: string, name: string, state: string, begin: number | null, end: number | null) =>
  db.query(
    'insert into vigie.restore_test_phases (test_id, position, name, state, started_at, ended_at) values ($1, 0, $2, $3, $4, $5)',
    [test, name, state, begin === null ? null : at(begin), end === null ? null : at(end)],
  );

const figures = async () => {
  const { vms } = await resilienceFigures(db);
  return vms.find((each) => each.vmid === vmid);
};
const nothing = { backedUp: null, verdict: null, testedAt: null, provenAt: null, rtaSeconds: null, rpaSeconds: null, phases: {} };

test('a machine that was only delivered has nothing yet; one that was not delivered is not told', async () => {
  expect(await figures()).toEqual({ cluster: 'demo', vmid, tenant: 'acme', name: `web-${vmid}`, deliveredAt: at(0), ...nothing });
  await db.query('update vigie.vms set delivered_at = null where id = $1', [vm.id]);
  expect(await figures()).toBeUndefined();
});

test('the last backup run that ended counts, not the one under way', async () => {
  await backupRun('done');
  await backupRun('failed');
  expect(await figures()).toMatchObject({ backedUp: false });
  await backupRun('done');
  await backupRun('running');
  expect(await figures()).toMatchObject({ backedUp: true });
});

test('the last verdict, the last proof and the last measured times may be of three tests; a running or cancelled one says nothing', async () => {
  await restoreTest({ minute: 1, verdict: 'passed', rta: 100, rpa: 200 });
  await restoreTest({ minute: 2, verdict: 'failed', rpa: 300 });
  const last = await restoreTest({ minute: 3, verdict: 'inconclusive' });
  await phase(last, 'select', 'passed', 1, 2);
  await phase(last, 'restore', 'inconclusive', 2, 3);
  await phase(last, 'start', 'skipped', null, null);
  await phase(last, 'data', 'running', 3, null);
  await restoreTest({ minute: 4, state: 'cancelled', verdict: null });
  await restoreTest({ minute: 5, state: 'running', verdict: 'failed' });
  expect(await figures()).toMatchObject({
    verdict: 'inconclusive', testedAt: at(3), provenAt: at(1), rtaSeconds: 100, rpaSeconds: 300,
  });
  expect((await figures())?.phases).toEqual({ select: 60, restore: 60 });
});

test('what ended tests left is counted until its reservation goes', async () => {
  const reserve = (test: string, lab: number, cluster: string) =>
    db.query('insert into vigie.lab_reservations (cluster, vmid, test_id) values ($1, $2, $3)', [cluster, lab, test]);
  await reserve(await restoreTest({ minute: 1, cluster: 'lyon', leftovers: ['VM 30001', 'disk 1'] }), 30_001, 'lyon');
  await reserve(await restoreTest({ minute: 2, cluster: 'lyon', state: 'cancelled', verdict: null }), 30_002, 'lyon');
  await reserve(await restoreTest({ minute: 3, cluster: 'paris', state: 'running' }), 30_003, 'paris');
  expect((await resilienceFigures(db)).leftovers).toEqual([{ cluster: 'lyon', count: 3 }]);
  await db.query(`delete from vigie.lab_reservations where cluster = 'lyon'`);
  expect((await resilienceFigures(db)).leftovers).toEqual([]);
});

test('of runbooks the last rehearsal that reached its end, and the steps that wait for a person', async () => {
  const execution = async (runbook: string, mode: string, state: string, minute: number | null, steps: string[]) => {
    const id = newExecutionId();
    await db.query(
      `insert into vigie.runbook_executions (id, runbook, plan, mode, state, reason, parameters, started_by, ended_at)
       values ($1, $2, '{}', $3, $4, 'r', '{}', 'admin', $5)`,
      [id, runbook, mode, state, minute === null ? null : at(minute)],
    );
    for (const [position, step] of steps.entries()) {
      await db.query('insert into vigie.runbook_execution_steps (execution_id, position, id, state) values ($1, $2, $3, $4)', [id, position, `s${position}`, step]);
    }
  };
  await execution('vm-lost', 'rehearsal', 'done', 1, ['done']);
  await execution('vm-lost', 'rehearsal', 'done', 2, ['done', 'waiting']);
  await execution('vm-lost', 'rehearsal', 'aborted', 3, ['waiting']);
  await execution('vm-lost', 'real', 'done', 4, []);
  await execution('pve-host-lost', 'real', 'failed', null, ['done', 'failed', 'pending']);
  await execution('pve-host-lost', 'rehearsal', 'running', null, ['waiting', 'awaiting-confirmation', 'running']);
  await execution('vm-lost', 'real', 'aborted', 5, ['failed', 'skipped']);
  expect((await resilienceFigures(db)).runbooks.sort((a, b) => (a.runbook < b.runbook ? -1 : 1))).toEqual([
    { runbook: 'pve-host-lost', rehearsedAt: null, waitingSteps: 3 },
    { runbook: 'vm-lost', rehearsedAt: at(2), waitingSteps: 0 },
  ]);
  expect(await waitingRunbookSteps(db)).toBe(3);
});

test('an order alone is no machine', async () => {
  const before = (await resilienceFigures(db)).vms.length;
  await anOrder(db, { tenant: 'acme' });
  expect((await resilienceFigures(db)).vms).toHaveLength(before);
});
