import { plantBackup } from '../../control/plant-backup.ts';
import { testCluster } from '../../testing.ts';
import type { TestCluster } from '../../testing.ts';
import { endOf, tokenFor } from '../testing.ts';

const one = '/config/datastore/main';

async function destroyed(cluster: TestCluster, params = {}): Promise<void> {
  const { data } = await cluster.pbs('DELETE', one, params);
  await cluster.sim.pbsTasks.ended(String(data));
}

test('a datastore goes with its jobs; what is on its disk can be taken over by the next of its name', async () => {
  const cluster = testCluster();
  plantBackup(cluster.sim, { vmid: 9000 });
  await cluster.pbs('POST', '/config/verify', { id: 'nightly', store: 'main' });
  await destroyed(cluster);
  expect((await cluster.pbs('GET', '/status/datastore-usage')).data).toEqual([]);
  expect((await cluster.pbs('GET', '/admin/datastore/main/snapshots')).text).toBe("datastore 'main' does not exist.");
  expect(cluster.sim.world.pbs.jobs.verify).toEqual({});
  const made = { name: 'main', path: '/mnt/main' };
  expect(await endOf(cluster, '/config/datastore', made)).toBe('datastore path not empty');
  expect(await endOf(cluster, '/config/datastore', { ...made, 'reuse-datastore': 'true' })).toBe('OK');
  expect((await cluster.pbs('GET', '/admin/datastore/main/snapshots', { ns: 'demo' })).data).toHaveLength(1);
});

test('with its data nothing is left, and the storage of the nodes is not active', async () => {
  const cluster = testCluster();
  plantBackup(cluster.sim, { vmid: 9000 });
  await destroyed(cluster, { 'destroy-data': 'true' });
  expect(cluster.sim.world.backups).toEqual([]);
  const rows = (await cluster.call('GET', '/nodes/pve1/storage')).data as { storage: string; active: number }[];
  expect(rows.find(({ storage }) => storage === 'pbs')).toMatchObject({ active: 0 });
});

test.each([
  ['offline', 'datastore is in offline maintenance mode'],
  ['type=offline,message=new disks', 'datastore is in offline maintenance mode: new disks'],
])('while it is %s nothing can be read, by anybody', async (mode, text) => {
  const cluster = testCluster();
  plantBackup(cluster.sim, { vmid: 9000 });
  expect((await cluster.pbs('PUT', one, { 'maintenance-mode': mode })).status).toBe(200);
  expect(await cluster.pbs('GET', '/admin/datastore/main/snapshots', { ns: 'demo' })).toMatchObject({
    status: 400,
    text: `datastore 'main': ${text}`,
  });
  expect(await endOf(cluster, '/admin/datastore/main/gc')).toBe(`datastore 'main': ${text}`);
  expect((await cluster.pbs('GET', '/admin/datastore')).data).toMatchObject([{ maintenance: mode }]);
  expect((await cluster.call('GET', '/nodes/pve1/storage/pbs/content')).status).toBe(500);
  await cluster.pbs('PUT', one, { delete: ['maintenance-mode'] });
  expect((await cluster.pbs('GET', '/admin/datastore/main/snapshots', { ns: 'demo' })).data).toHaveLength(1);
});

test('a read-only datastore can be read', async () => {
  const { pbs } = testCluster();
  await pbs('PUT', one, { 'maintenance-mode': 'read-only' });
  expect((await pbs('GET', '/admin/datastore/main/snapshots')).status).toBe(200);
});

test('who may audit may neither change, make nor destroy', async () => {
  const cluster = testCluster();
  const auditor = tokenFor(cluster, ['DatastoreAudit', '/datastore']);
  expect((await cluster.pbs('GET', one, {}, auditor)).status).toBe(200);
  expect((await cluster.pbs('PUT', one, { comment: 'mine' }, auditor)).status).toBe(403);
  expect((await cluster.pbs('DELETE', one, {}, auditor)).status).toBe(403);
  expect((await cluster.pbs('POST', '/config/datastore', { name: 'new', path: '/mnt/new' }, auditor)).status).toBe(403);
});

test.each([{ 'gc-schedule': 'whenever' }, { 'keep-last': 0 }, { delete: ['path'] }, { colour: 'red' }])('%j is refused', async (params) => {
  expect((await testCluster().pbs('PUT', one, params)).status).toBe(400);
});

test('a change on an old digest is refused, and so is a second datastore of the name', async () => {
  const { pbs } = testCluster();
  const { digest = '' } = await pbs('GET', one);
  expect((await pbs('PUT', one, { digest, comment: 'new' })).status).toBe(200);
  expect((await pbs('PUT', one, { digest, comment: 'newer' })).text).toContain('detected modified configuration');
  expect((await pbs('GET', one)).data).toMatchObject({ comment: 'new' });
  expect((await pbs('POST', '/config/datastore', { name: 'main', path: '/mnt/main' })).text).toBe("datastore 'main' already exists.");
});
