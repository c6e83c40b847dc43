import { plantBackup } from '../../control/plant-backup.ts';
import { testCluster } from '../../testing.ts';
import { tokenFor } from '../testing.ts';

const base = '/admin/datastore/main';
const group = { ns: 'demo', 'backup-type': 'vm', 'backup-id': '9000' };

test('an owner sees its own groups, and gives them to its tokens only', async () => {
  const cluster = testCluster();
  const tenant = tokenFor(cluster, ['DatastoreBackup', '/datastore/main/demo']);
  plantBackup(cluster.sim, { vmid: 9000 });
  plantBackup(cluster.sim, { vmid: 9001 });
  const give = async (owner: string, authorization?: string): Promise<number> =>
    (await cluster.pbs('POST', `${base}/change-owner`, { ...group, 'new-owner': owner }, authorization)).status;
  expect(await give('tenant@pbs!t', tenant)).toBe(400);
  expect(await give('nobody@pbs')).toBe(400);
  expect(await give('tenant@pbs!t')).toBe(200);
  const { data } = await cluster.pbs('GET', `${base}/groups`, { ns: 'demo' }, tenant);
  expect(data).toMatchObject([{ 'backup-id': '9000', owner: 'tenant@pbs!t' }]);
  expect(await give('vigie@pbs', tenant)).toBe(403);
  expect(await give('tenant@pbs', tenant)).toBe(200);
});

test('the notes of a group are its own; the first line shows in the list', async () => {
  const cluster = testCluster();
  plantBackup(cluster.sim, { vmid: 9000 });
  plantBackup(cluster.sim, { vmid: 9001 });
  expect((await cluster.pbs('PUT', `${base}/group-notes`, { ...group, notes: 'web server\nof acme' })).status).toBe(200);
  expect((await cluster.pbs('GET', `${base}/group-notes`, group)).data).toBe('web server\nof acme');
  const rows = (await cluster.pbs('GET', `${base}/groups`, { ns: 'demo' })).data as { comment?: string }[];
  expect(rows.map(({ comment }) => comment)).toEqual(['web server', undefined]);
  const auditor = tokenFor(cluster, ['DatastoreAudit', '/datastore']);
  expect((await cluster.pbs('PUT', `${base}/group-notes`, { ...group, notes: 'mine' }, auditor)).status).toBe(403);
});

test('a namespace goes with those below it, but not while a protected snapshot is inside', async () => {
  const cluster = testCluster();
  await cluster.pbs('POST', `${base}/namespace`, { name: 'acme', parent: 'demo' });
  await cluster.pbs('POST', `${base}/namespace`, { name: 'empty', parent: 'demo' });
  plantBackup(cluster.sim, { datastore: 'main', ns: 'demo/acme', vmid: 9000, time: 1_000_000, protected: true });
  plantBackup(cluster.sim, { datastore: 'main', ns: 'demo/acme', vmid: 9000, time: 2_000_000 });
  const remove = (params = {}): ReturnType<typeof cluster.pbs> => cluster.pbs('DELETE', `${base}/namespace`, { ns: 'demo', ...params });
  const names = (): readonly string[] | undefined => cluster.sim.world.pbs.datastores['main']?.namespaces;
  expect((await remove()).text).toBe('cannot remove namespace that is not empty');
  expect(cluster.sim.world.backups).toHaveLength(2);
  expect((await remove({ 'delete-groups': 'true' })).text).toContain('protected snapshots');
  expect(names()).toEqual(['demo', 'demo/acme']);
  expect(cluster.sim.world.backups).toHaveLength(1);
  expect(cluster.sim.world.pbs.datastores['main']?.pending).toBeGreaterThan(0);
  cluster.sim.world.backups[0]!.protected = false;
  expect((await remove({ 'delete-groups': 'true' })).status).toBe(200);
  expect(names()).toEqual([]);
});
