import { plantBackup } from '../../control/plant-backup.ts';
import { testCluster } from '../../testing.ts';
import type { TestCluster } from '../../testing.ts';

const base = '/admin/datastore/main';

interface Snapshot {
  'backup-time': number;
  files: string[];
  size?: number;
  verification?: { state: string; upid: string };
}

async function snapshots({ pbs }: TestCluster, vmid = 9000): Promise<Snapshot[]> {
  return (await pbs('GET', `${base}/snapshots`, { ns: 'demo', 'backup-type': 'vm', 'backup-id': vmid })).data as Snapshot[];
}

async function run(cluster: TestCluster, path: string, params = {}): Promise<string | undefined> {
  const upid = String((await cluster.pbs('POST', `${base}/${path}`, params)).data);
  await cluster.sim.pbsTasks.ended(upid);
  const { data } = await cluster.pbs('GET', `/nodes/localhost/tasks/${encodeURIComponent(upid)}/status`);
  return (data as { exitstatus?: string }).exitstatus;
}

test('verification fails on a corrupt snapshot only, and leaves out an unfinished one', async () => {
  const cluster = testCluster();
  plantBackup(cluster.sim, { vmid: 9000, ageSeconds: 300, corrupt: true });
  plantBackup(cluster.sim, { vmid: 9000, ageSeconds: 200 });
  plantBackup(cluster.sim, { vmid: 9000, ageSeconds: 100, incomplete: true });
  expect(await run(cluster, 'verify', { ns: 'demo' })).toBe('verification failed - please check the log for details');
  expect((await snapshots(cluster)).map(({ verification }) => verification?.state)).toEqual([undefined, 'ok', 'failed']);
});

test('a snapshot that was verified well is not read again unless asked', async () => {
  const cluster = testCluster();
  plantBackup(cluster.sim, { vmid: 9000, verification: 'ok', corrupt: true });
  expect(await run(cluster, 'verify', { ns: 'demo' })).toBe('OK');
  expect(await run(cluster, 'verify', { ns: 'demo', 'ignore-verified': 'false' })).not.toBe('OK');
});

test('the state of a verification shows in PVE too; an unfinished snapshot has no index and no size', async () => {
  const cluster = testCluster();
  plantBackup(cluster.sim, { vmid: 9000, ageSeconds: 60, verification: 'failed' });
  plantBackup(cluster.sim, { vmid: 9000, incomplete: true });
  const rows = (await cluster.call('GET', '/nodes/pve1/storage/pbs/content', { content: 'backup' })).data;
  expect(rows).toMatchObject([{ format: 'pbs-vm', verification: { state: 'failed' } }, { size: 1 }]);
  const [unfinished] = await snapshots(cluster);
  expect(unfinished?.files).not.toContain('index.json.blob');
  expect(unfinished?.size).toBeUndefined();
});

test('a protected snapshot is neither removed nor pruned; space is free after garbage collection', async () => {
  const cluster = testCluster();
  const used = async (): Promise<number> => ((await cluster.pbs('GET', `${base}/status`)).data as { used: number }).used;
  plantBackup(cluster.sim, { vmid: 9000, ageSeconds: 300 });
  plantBackup(cluster.sim, { vmid: 9000, ageSeconds: 200 });
  const [newest, oldest] = await snapshots(cluster);
  const named = { ns: 'demo', 'backup-type': 'vm', 'backup-id': 9000, 'backup-time': oldest?.['backup-time'] ?? 0 };
  await cluster.pbs('PUT', `${base}/protected`, { ...named, protected: 'true' });
  expect(await cluster.pbs('DELETE', `${base}/snapshots`, named)).toMatchObject({ status: 400, text: 'cannot remove protected snapshot' });
  await cluster.pbs('PUT', `${base}/protected`, { ...named, protected: 'false' });
  expect(await run(cluster, 'prune-datastore', { ns: 'demo', 'keep-last': 1 })).toBe('OK');
  expect(await snapshots(cluster)).toEqual([newest]);
  const before = await used();
  expect(await run(cluster, 'gc')).toBe('OK');
  expect(await used()).toBeLessThan(before);
  const usage = (await cluster.pbs('GET', '/status/datastore-usage')).data;
  expect(usage).toMatchObject([{ store: 'main', 'gc-status': { 'pending-bytes': 0 } }]);
});

test('groups and namespaces', async () => {
  const cluster = testCluster();
  plantBackup(cluster.sim, { vmid: 9000, ageSeconds: 60 });
  plantBackup(cluster.sim, { vmid: 9001 });
  expect(await cluster.pbs('GET', `${base}/groups`, { ns: 'none' })).toMatchObject({ status: 400 });
  expect((await cluster.pbs('GET', `${base}/groups`)).data).toEqual([]);
  expect((await cluster.pbs('GET', `${base}/groups`, { ns: 'demo' })).data).toMatchObject([
    { 'backup-id': '9000', 'backup-count': 1, owner: 'pve@pbs!demo' },
    { 'backup-id': '9001' },
  ]);
  expect((await cluster.pbs('DELETE', `${base}/namespace`, { ns: 'demo' })).status).toBe(400);
  expect((await cluster.pbs('POST', `${base}/namespace`, { name: 'acme', parent: 'demo' })).data).toBe('demo/acme');
  expect((await cluster.pbs('GET', `${base}/namespace`)).data).toEqual([{ ns: '' }, { ns: 'demo' }, { ns: 'demo/acme' }]);
});

test('dry-run says what would go', async () => {
  const cluster = testCluster();
  plantBackup(cluster.sim, { vmid: 9000, ageSeconds: 60 });
  plantBackup(cluster.sim, { vmid: 9000 });
  const asked = { ns: 'demo', 'backup-type': 'vm', 'backup-id': '9000', 'keep-last': 1, 'dry-run': 'true' };
  expect((await cluster.pbs('POST', `${base}/prune`, asked)).data).toMatchObject([{ keep: true }, { keep: false }]);
  expect(await snapshots(cluster)).toHaveLength(2);
});
