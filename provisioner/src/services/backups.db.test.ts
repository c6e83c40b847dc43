import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { VigieConfig } from '@vigie/config/schema';
import type { BackupPolicySettings } from '@vigie/contract/backup-policies';
import { pino } from 'pino';
import { cluster, fakePve } from '../backups/fixture.ts';
import type { Caller } from '../caller.ts';
import type { RunRef } from '../engine/runs.ts';
import type { BackupServices } from '../services.ts';
import { endRun, setBackup, setReason } from '../store/backup-run-progress.ts';
import { aDeliveredVm, databaseForTests } from '../store/test-database.ts';
import { backupService } from './backups.ts';
import { liveBackups } from './live-backups.ts';

const policy: BackupPolicySettings = {
  schedule: '30 1 * * *', timeZone: 'UTC', storage: 'pbs', keep: { daily: 7 }, rpoMinutes: 1560, rtoMinutes: 60,
  restoreTest: { schedule: '30 3 * * *', windowDays: 30 }, ports: [22],
};
const config = { resilience: { policy }, tenants: [{ id: 'acme' }, { id: 'globex' }] } as VigieConfig;
const person = (id: string | null): Caller => ({
  login: `${id ?? 'op'}-user`, name: 'P', role: 'Admin', operator: id === null, tenant: id === null ? null : { id, name: id }, capabilities: new Set(),
});
const [operator, acme, globex] = [person(null), person('acme'), person('globex')];
const problem = (code: string) => expect.objectContaining({ code });
const page = { limit: 50 };
const log = pino({ level: 'silent' });

describe('backups', () => {
  const db = databaseForTests();
  let backups: BackupServices;
  let vm: { id: string };
  let vmid = 20_000;
  let readable = true;
  const engine = { begin: jest.fn((_ref: RunRef) => Promise.resolve()) };
  const seconds = (age: number) => Math.floor(Date.now() / 1000) - age;
  let rows: { volid: string; vmid: number; ctime: number; size: number }[] = [];
  const { pve } = fakePve({
    ...cluster,
    'GET /nodes/{node}/storage/{storage}/content': () => (readable ? rows : new Error('no route to host')),
  });

  beforeEach(async () => {
    jest.clearAllMocks();
    readable = true;
    rows = [];
    // Answers are shared for a while: each test has its own.
    backups = backupService({ config, db, engine, pve: () => pve, backupsIn: liveBackups(pve, log), log });
    vm = await aDeliveredVm(db, { tenant: 'acme', vmid: vmid++ });
  });

  test('whatever is asked, a stranger finds nothing', async () => {
    const { id } = await backups.create(acme, vm.id);
    await expect(backups.create(globex, vm.id)).rejects.toEqual(problem('not-found'));
    await expect(backups.restorePoints(globex, vm.id)).rejects.toEqual(problem('not-found'));
    await expect(backups.run(globex, id)).rejects.toEqual(problem('not-found'));
    expect((await backups.runs(globex, { ...page, vm: vm.id, tenant: 'acme' })).items).toEqual([]);
    expect((await backups.protection(globex, { ...page, vm: vm.id, tenant: 'acme' })).items).toEqual([]);
    expect((await backups.policies(globex)).items.map(({ tenant }) => tenant)).toEqual(['globex']);
    await expect(backups.changePolicy(globex, { tenant: 'acme', settings: null })).rejects.toEqual(problem('not-found'));
    expect(engine.begin).toHaveBeenCalledTimes(1);
  });

  test('ten requests at once make one run; it is audited', async () => {
    const made = await Promise.all(Array.from({ length: 10 }, () => backups.create(acme, vm.id)));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(made[0]).toMatchObject({ state: 'queued', origin: 'manual', requestedBy: 'acme-user', progress: null, canary: false });
    const { rows: trail } = await db.query('select act, actor from vigie.audit where object = $1', [made[0]?.id]);
    expect(trail).toEqual([{ act: 'backup.requested', actor: 'acme-user' }]);
  });

  test('a machine that is not delivered has no backup', async () => {
    await db.query('update vigie.vms set delivered_at = null where id = $1', [vm.id]);
    await expect(backups.create(acme, vm.id)).rejects.toEqual(problem('wrong-state'));
  });

  test("Proxmox's own words about a failure are for the operator", async () => {
    const { id } = await backups.create(acme, vm.id);
    await setReason(db, id, { code: 'task-failed', params: {}, message: 'A task failed', technical: 'pve1 said so' });
    await endRun(db, id, 'failed');
    expect((await backups.run(acme, id)).error).toEqual({ code: 'task-failed', params: {}, message: 'A task failed' });
    expect((await backups.run(operator, id)).error).toMatchObject({ technical: 'pve1 said so' });
  });

  test('restore points: those on the storage, with who made and who tested them; unreadable is said', async () => {
    const [own, foreign] = ['pbs:backup/vm/1/own', 'pbs:backup/vm/1/foreign'];
    rows = [
      { volid: foreign, vmid: vmid - 1, ctime: seconds(7200), size: 1 },
      { volid: own, vmid: vmid - 1, ctime: seconds(3600), size: 900 },
    ];
    const { id } = await backups.create(acme, vm.id);
    await setBackup(db, id, { volume: own, takenAt: new Date(), sizeBytes: 900, consistent: null });
    await endRun(db, id, 'done');
    await aTest(vm.id, own, 'passed', 60);
    await aTest(vm.id, own, 'failed', 30);
    expect((await backups.restorePoints(acme, vm.id)).items).toEqual([
      expect.objectContaining({ volume: own, state: 'complete', origin: 'manual', sizeBytes: 900, test: { id: expect.any(String), verdict: 'failed' } }),
      expect.objectContaining({ volume: foreign, state: 'incomplete', origin: 'unknown', sizeBytes: null }),
    ]);
    readable = false;
    await expect(backups.restorePoints(acme, vm.id)).rejects.toEqual(problem('proxmox-unreadable'));
  });

  test('protection: a backup in time and a test that passed; what cannot be read is not known', async () => {
    rows = [{ volid: 'pbs:backup/vm/1/a', vmid: vmid - 1, ctime: seconds(3600), size: 900 }, { volid: 'pbs:b', vmid: vmid - 1, ctime: seconds(15 * 86_400), size: 9 }];
    await aTest(vm.id, 'pbs:backup/vm/1/a', 'passed', 60);
    const [seen] = (await backups.protection(acme, { ...page, vm: vm.id })).items;
    expect(seen).toMatchObject({ withinRpo: true, proven: true, lastTest: { verdict: 'passed' }, rpoSeconds: 1560 * 60 });
    expect(seen?.points).toHaveLength(1);

    readable = false;
    const later = backupService({ config, db, engine, pve: () => pve, backupsIn: liveBackups(pve, log), log });
    const [unseen] = (await later.protection(acme, { ...page, vm: vm.id })).items;
    expect(unseen).toMatchObject({ points: null, withinRpo: null, lastBackupAt: null, proven: true });
  });

  test('a policy is changed, audited with what was before, and taken back', async () => {
    const change = { ...policy, schedule: '0 4 * * *', timeZone: 'Europe/Paris' };
    expect(await backups.changePolicy(operator, { tenant: 'acme', settings: change })).toMatchObject({ own: true, settings: change, changedBy: 'op-user' });
    expect((await backups.policies(acme)).items).toEqual([expect.objectContaining({ tenant: 'acme', own: true, settings: change })]);
    expect((await backups.policies(globex)).items).toEqual([expect.objectContaining({ own: false, settings: policy })]);
    expect(await backups.changePolicy(operator, { tenant: 'acme', settings: null })).toMatchObject({ own: false, settings: policy });
    const { rows: trail } = await db.query("select detail from vigie.audit where act = 'backup-policy.changed' order by sequence");
    expect(trail).toEqual([{ detail: { before: null, after: change } }, { detail: { before: change, after: null } }]);
  });

  test.each([
    ['settings.schedule', { schedule: '0 0 30 2 *' }],
    ['settings.restoreTest.schedule', { restoreTest: { schedule: '99 * * * *', windowDays: 30 } }],
    ['settings.timeZone', { timeZone: 'Mars/Olympus' }],
  ])('a policy with a mistake in %s is refused', async (path, mistake) => {
    const changed = backups.changePolicy(operator, { tenant: 'acme', settings: { ...policy, ...mistake } });
    await expect(changed).rejects.toMatchObject({ code: 'invalid-request', errors: [{ path }] });
  });

  test('a tenant that the configuration does not know has no policy', async () => {
    await expect(backups.changePolicy(operator, { tenant: 'nobody', settings: policy })).rejects.toEqual(problem('not-found'));
  });

  let tests = 0;
  /** A restore test that ended so many seconds ago. */
  async function aTest(vmId: string, volume: string, verdict: string, age: number): Promise<void> {
    await db.query(
      `insert into vigie.restore_tests (id, tenant, vm_id, cluster, origin, state, verdict, requested_by, volume, rto_seconds, rpo_seconds, ended_at)
       values ($1, 'acme', $2, 'demo', 'manual', 'done', $3, 'op', $4, 60, 60, $5)`,
      [`rst_${String(tests++).padStart(16, '0')}`, vmId, verdict, volume, new Date(Date.now() - age * 1000)],
    );
  }
});
