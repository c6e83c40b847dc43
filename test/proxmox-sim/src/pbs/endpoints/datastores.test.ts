import { now } from '../../clock.ts';
import { changePbs } from '../../control/change-pbs.ts';
import { plantBackup } from '../../control/plant-backup.ts';
import { testCluster } from '../../testing.ts';
import type { TestCluster } from '../../testing.ts';
import { tokenFor } from '../testing.ts';

interface Usage {
  total: number;
  used: number;
  history: number[];
  'history-start': number;
  'history-delta': number;
  'estimated-full-date': number;
}

async function usageOf({ pbs }: TestCluster, authorization?: string): Promise<Usage> {
  return ((await pbs('GET', '/status/datastore-usage', {}, authorization)).data as Usage[])[0]!;
}

test('of a datastore that cannot be read only the error is told, and the nodes cannot use it', async () => {
  const cluster = testCluster();
  plantBackup(cluster.sim, { vmid: 9000 });
  const text = 'unable to open chunk store \'main\' at "/mnt/main/.chunks" - No such file or directory (os error 2)';
  changePbs(cluster.sim, { datastore: 'main', error: text });
  expect(await usageOf(cluster)).toEqual({ store: 'main', 'mount-status': 'nonremovable', 'backend-type': 'filesystem', error: text });
  for (const path of ['status', 'groups', 'snapshots', 'namespace', 'gc', 'rrd?timeframe=hour&cf=MAX'])
    expect(
      (await cluster.pbs('GET', `/admin/datastore/main/${path.split('?')[0]}`, Object.fromEntries(new URLSearchParams(path.split('?')[1]))))
        .text,
    ).toContain(text);
  expect((await cluster.call('GET', '/nodes/pve1/storage/pbs/status')).data).toMatchObject({ active: 0 });
  expect((await cluster.task('POST', '/nodes/pve1/vzdump', { vmid: 9000, storage: 'pbs' })).exitstatus).toContain(
    'unable to open chunk store',
  );
  changePbs(cluster.sim, { datastore: 'main', error: null });
  expect((await usageOf(cluster)).total).toBeGreaterThan(0);
});

test('the history follows from the backups, and the day on which it is full from the history', async () => {
  const cluster = testCluster();
  expect((await usageOf(cluster))['estimated-full-date']).toBe(0);
  for (let age = 28; age > 0; age -= 1) plantBackup(cluster.sim, { vmid: 9000, ageSeconds: age * 86_400 });
  const { history, used, total, 'history-start': start, 'history-delta': delta, 'estimated-full-date': full } = await usageOf(cluster);
  expect(history.at(-1)).toBeCloseTo(used / total, 9);
  expect(history).toEqual(history.toSorted((a, b) => a - b));
  expect(start + (history.length - 1) * delta).toBeGreaterThan(now() - 2 * delta);
  const perDay = (used - (history[0] ?? 0) * total) / 28;
  const expected = now() + ((total - used) / perDay) * 86_400;
  expect(Math.abs(full / expected - 1)).toBeLessThan(0.01);
});

test('who may not audit sees the name; who has a namespace sees the datastore', async () => {
  const cluster = testCluster();
  const backup = tokenFor(cluster, ['DatastoreBackup', '/datastore/main/demo']);
  expect(await usageOf(cluster, backup)).toEqual({ store: 'main', 'mount-status': 'nonremovable', 'backend-type': 'filesystem' });
  cluster.sim.world.pbs.acl = [];
  expect(await usageOf(cluster, tokenFor(cluster, ['DatastoreAudit', '/datastore/other']))).toBeUndefined();
});

test('types are counted apart, although their ids are the same', async () => {
  const cluster = testCluster();
  for (const type of [undefined, 'ct', 'host'])
    plantBackup(cluster.sim, type === undefined ? { vmid: 9000 } : { datastore: 'main', ns: 'demo', type, id: '9000' });
  plantBackup(cluster.sim, { vmid: 9000, ageSeconds: 60 });
  const { data } = await cluster.pbs('GET', '/admin/datastore/main/status', { verbose: 'true' });
  expect(data).toMatchObject({
    counts: { vm: { groups: 1, snapshots: 2 }, ct: { groups: 1, snapshots: 1 }, host: { groups: 1, snapshots: 1 } },
  });
  const groups = (await cluster.pbs('GET', '/admin/datastore/main/groups', { ns: 'demo' })).data;
  expect(groups).toMatchObject([{ 'backup-type': 'ct' }, { 'backup-type': 'host' }, { 'backup-type': 'vm', 'backup-count': 2 }]);
  expect((await cluster.call('GET', '/nodes/pve1/storage/pbs/content')).data).toHaveLength(2);
});

test('the rrd of a datastore ends with what is used now', async () => {
  const cluster = testCluster();
  plantBackup(cluster.sim, { vmid: 9000, ageSeconds: 60 });
  const { used } = await usageOf(cluster);
  const rows = (await cluster.pbs('GET', '/admin/datastore/main/rrd', { timeframe: 'hour', cf: 'AVERAGE' })).data as { used: number }[];
  expect(rows).toHaveLength(60);
  expect(rows.at(-1)?.used).toBe(used);
});
