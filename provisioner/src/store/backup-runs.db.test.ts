import { endRun, isTaskOfOther, setBackup, setInventory, setTask } from './backup-run-progress.ts';
import { findRun, insertRun, inventoryOf, lastInventory, listRuns, liveRuns, type Inventory } from './backup-runs.ts';
import { takeNextRun } from './next-run.ts';
import { systemScope } from './scope.ts';
import { aDeliveredVm, databaseForTests } from './test-database.ts';

const globex = { all: false, tenant: 'globex' } as const;
const acme = { all: false, tenant: 'acme' } as const;
const slot = new Date('2026-11-21T01:30:00Z');
const inventory = (hostName: string): Inventory => ({ hostName, machineId: 'a'.repeat(32), canary: null });

describe('backup runs', () => {
  const db = databaseForTests();
  let vm: Awaited<ReturnType<typeof aDeliveredVm>>;
  let vmid = 20_000;
  beforeEach(async () => {
    vm = await aDeliveredVm(db, { tenant: 'acme', vmid: vmid++ });
  });
  const request = (more: { slot?: Date } = {}) =>
    insertRun(db, { vm, origin: more.slot ? 'schedule' : 'manual', slot: more.slot ?? null, requestedBy: 'somebody', storage: 'pbs' });

  /** A run that ended with this backup. */
  async function made(volume: string, hostName: string | null): Promise<string> {
    const id = (await request()) ?? '';
    await setInventory(db, id, hostName === null ? null : inventory(hostName));
    await setBackup(db, id, { volume, takenAt: slot, sizeBytes: 5, consistent: true });
    await endRun(db, id, 'done');
    return id;
  }

  test('ten at once for one slot make one run, and none again when it has ended', async () => {
    const ids = (await Promise.all(Array.from({ length: 10 }, () => request({ slot })))).filter((id) => id !== null);
    expect(ids).toHaveLength(1);
    await endRun(db, ids[0] ?? '', 'failed');
    expect(await request({ slot })).toBeNull();
    expect(await request({ slot: new Date('2026-11-22T01:30:00Z') })).toMatch(/^bak_/);
  });

  test('a machine has one run at a time', async () => {
    const first = await request();
    expect(await request()).toBeNull();
    await endRun(db, first ?? '', 'done');
    expect(await request()).toMatch(/^bak_/);
  });

  test("another tenant's run is not there", async () => {
    const id = (await request()) ?? '';
    expect(await findRun(db, globex, id)).toBeNull();
    expect(await listRuns(db, globex, { limit: 50, after: null, vm: vm.id })).toEqual([]);
    expect(await findRun(db, acme, id)).toMatchObject({ id, vmid: vmid - 1, cluster: 'demo', state: 'queued' });
    expect(await listRuns(db, acme, { limit: 50, after: null, vm: vm.id, state: 'queued' })).toHaveLength(1);
  });

  test('a run that ended stays as it ended, and is not live', async () => {
    const id = await made('pbs:backup/vm/1/a', null);
    await endRun(db, id, 'failed');
    expect(await findRun(db, systemScope, id)).toMatchObject({ state: 'done', size_bytes: 5, progress: 1 });
    expect((await liveRuns(db)).map((run) => run.id)).not.toContain(id);
  });

  test('one of two replicas takes the next run number', async () => {
    const id = (await request()) ?? '';
    const take = () => takeNextRun(db, 'backup_runs', id, 1);
    const taken = await Promise.all([take(), take()]);
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  test('a task belongs to one run', async () => {
    const id = (await request()) ?? '';
    await setTask(db, id, 'UPID:x');
    expect(await isTaskOfOther(db, id, 'UPID:x')).toBe(false);
    expect(await isTaskOfOther(db, 'bak_other', 'UPID:x')).toBe(true);
  });

  test('the inventory of a backup is the one of its run, the last one that of the newest run that has one', async () => {
    await made('pbs:backup/vm/1/first', 'before');
    await made('pbs:backup/vm/1/second', 'after');
    await made('pbs:backup/vm/1/third', null);
    expect(await inventoryOf(db, vm.id, 'pbs:backup/vm/1/first')).toEqual(inventory('before'));
    expect(await inventoryOf(db, vm.id, 'pbs:backup/vm/1/third')).toBeNull();
    expect(await inventoryOf(db, 'vm_other', 'pbs:backup/vm/1/first')).toBeNull();
    expect(await lastInventory(db, vm.id)).toEqual(inventory('after'));
    expect(await lastInventory(db, 'vm_other')).toBeNull();
  });
});
