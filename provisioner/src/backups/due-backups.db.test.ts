import { beforeEach, describe, expect, test } from '@jest/globals';
import type { VigieConfig } from '@vigie/config/schema';
import type { BackupPolicySettings } from '@vigie/contract/backup-policies';
import { setPolicy } from '../store/backup-policies.ts';
import { endRun } from '../store/backup-run-progress.ts';
import { insertRun, liveRuns } from '../store/backup-runs.ts';
import { aDeliveredVm, databaseForTests } from '../store/test-database.ts';
import { queueDueBackups } from './due-backups.ts';

const policy: BackupPolicySettings = {
  schedule: '30 1 * * *', timeZone: 'UTC', storage: 'pbs', keep: { daily: 7 }, rpoMinutes: 1560, rtoMinutes: 60,
  restoreTest: { schedule: '30 3 * * *', windowDays: 30 }, ports: [22],
};
const config = { resilience: { policy } } as VigieConfig;

describe('due backups', () => {
  const db = databaseForTests();
  let vmid = 20_000;
  const at = (text: string) => queueDueBackups({ config, db }, new Date(text));
  const deliver = (tenant: string, deliveredAt: string, node = 'pve1') =>
    aDeliveredVm(db, { tenant, vmid: vmid++, node, deliveredAt: new Date(deliveredAt) });
  const slots = async (vmId: string) =>
    (await db.query<{ slot: Date; requested_by: string }>('select slot, requested_by from vigie.backup_runs where vm_id = $1 order by slot', [vmId])).rows.map(
      ({ slot }) => slot.toISOString(),
    );
  const endAll = async () => {
    for (const { id } of await liveRuns(db)) await endRun(db, id, 'done');
  };

  beforeEach(async () => {
    await db.query('truncate vigie.backup_runs, vigie.vms, vigie.backup_policies cascade');
  });

  test('a machine that was delivered after the time waits for the next one', async () => {
    const vm = await deliver('acme', '2026-11-21T01:30:01Z');
    await at('2026-11-21T01:31:00Z');
    expect(await slots(vm.id)).toEqual([]);
    await at('2026-11-22T01:30:00Z');
    expect(await slots(vm.id)).toEqual(['2026-11-22T01:30:00.000Z']);
  });

  test('two replicas that look at once, and later looks, make one run', async () => {
    const vm = await deliver('acme', '2026-11-01T00:00:00Z', 'pve2');
    await Promise.all([at('2026-11-21T01:30:00Z'), at('2026-11-21T01:30:00Z')]);
    await endAll();
    await at('2026-11-21T01:31:00Z');
    expect(await slots(vm.id)).toEqual(['2026-11-21T01:30:00.000Z']);
  });

  test('after days without the daemon the last time is made up, not each one', async () => {
    const vm = await deliver('acme', '2026-11-01T00:00:00Z');
    await at('2026-11-21T01:30:00Z');
    await endAll();
    await at('2026-11-25T17:00:00Z');
    expect(await slots(vm.id)).toEqual(['2026-11-21T01:30:00.000Z', '2026-11-25T01:30:00.000Z']);
  });

  test('a machine whose backup is under way is not queued again, and gets its run when that has ended', async () => {
    const vm = await deliver('acme', '2026-11-01T00:00:00Z');
    await insertRun(db, { vm, origin: 'manual', slot: null, requestedBy: 'somebody', storage: 'pbs' });
    await at('2026-11-21T01:30:00Z');
    expect(await liveRuns(db)).toHaveLength(1);
    await endAll();
    await at('2026-11-21T01:31:00Z');
    expect(await liveRuns(db)).toHaveLength(1);
  });

  test('a machine whose order is being cancelled is not locked by a backup; one whose cancelling failed is backed up', async () => {
    const vm = await deliver('acme', '2026-11-01T00:00:00Z');
    await db.query(`update vigie.orders set state = 'cancelling' where id = $1`, [vm.orderId]);
    await at('2026-11-21T01:30:00Z');
    expect(await slots(vm.id)).toEqual([]);
    await db.query(`update vigie.orders set state = 'failed' where id = $1`, [vm.orderId]);
    await at('2026-11-21T01:31:00Z');
    expect(await slots(vm.id)).toEqual(['2026-11-21T01:30:00.000Z']);
  });

  test("a tenant's own schedule holds for it alone, and from now on", async () => {
    const [acme, globex] = [await deliver('acme', '2026-11-01T00:00:00Z'), await deliver('globex', '2026-11-01T00:00:00Z')];
    const change = { tenant: 'acme', by: 'op', settings: { ...policy, schedule: '0 12 * * *', storage: 'other' }, scheduleChanged: true };
    await setPolicy(db, change);
    await db.query("update vigie.backup_policies set schedule_since = '2026-11-21T12:30:00Z'");
    await at('2026-11-21T13:00:00Z');
    expect([await slots(acme.id), await slots(globex.id)]).toEqual([[], ['2026-11-21T01:30:00.000Z']]);
    // A change of something else is no new schedule.
    await setPolicy(db, { ...change, scheduleChanged: false });
    await at('2026-11-22T12:00:00Z');
    expect(await slots(acme.id)).toEqual(['2026-11-22T12:00:00.000Z']);
    expect((await liveRuns(db)).find(({ vm_id }) => vm_id === acme.id)).toMatchObject({ storage: 'other', requested_by: 'schedule' });
  });
});
