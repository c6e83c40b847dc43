import { randomUUID } from 'node:crypto';
import { hashSecret } from '../http/authenticate.ts';
import { testCluster } from '../testing.ts';
import type { Reply, TestCluster } from '../testing.ts';

const said = ({ status, statusText }: Reply): [number, string] => [status, statusText];
const folder = { storage: 'extra', type: 'dir', path: '/mnt/extra' };

/** A backup server token whose secret is known. */
function withPbsToken(): TestCluster & { pbsStorage: Record<string, string> } {
  const cluster = testCluster();
  const password = randomUUID();
  const user = cluster.sim.world.pbs.users['pve@pbs'];
  if (user !== undefined) user.tokens['demo'] = { enable: true, expire: 0, secretHash: hashSecret(password) };
  const pbsStorage = { storage: 'second', type: 'pbs', server: '127.0.0.1', datastore: 'main', username: 'pve@pbs!demo', password };
  return { ...cluster, pbsStorage };
}

test.each([
  ['with a folder that is none', { path: 'mnt/extra' }, 400, 'Parameter verification failed.'],
  ['without what its type needs', { type: 'lvmthin', vgname: 'pve' }, 500, "missing value for required option 'thinpool'"],
  ['twice', { storage: 'local' }, 500, "create storage failed: storage ID 'local' already defined"],
  ['on a server that is not there', { storage: 'nfs1', type: 'nfs', server: '198.51.100.9', export: '/x' }, 500, "create storage failed: storage 'nfs1' is not online"],
  ['of a type that is not simulated', { storage: 'l1', type: 'lvm', vgname: 'vg' }, 501, 'storages of type lvm are not simulated'],
  ['with a content that no storage has', { content: 'nonsense' }, 400, 'Parameter verification failed.'],
])('a storage is not defined %s', async (_, params, status, text) => {
  const { call, sim } = testCluster();
  const before = Object.keys(sim.world.storages);
  expect(said(await call('POST', '/storage', { ...folder, ...params }))).toEqual([status, text]);
  expect(Object.keys(sim.world.storages)).toEqual(before);
});

test.each([
  ['a server that is off', { server: '198.51.100.98' }, /^second: error fetching datastores - 500 Can't connect to 198.51.100.98:8007 \(No route to host\)$/],
  ['a wrong secret', { password: 'guessed' }, /^second: error fetching datastores - 401 Unauthorized$/],
  ['a datastore that is not there', { datastore: 'none' }, /^second: Cannot find datastore 'none', check permissions and existence!$/],
])('a backup storage is not defined with %s', async (_, params, text) => {
  const { call, sim, pbsStorage } = withPbsToken();
  const refused = await call('POST', '/storage', { ...pbsStorage, ...params });
  expect(refused.status).toBe(500);
  expect(refused.statusText.replace('create storage failed: ', '')).toMatch(text);
  expect(sim.world.storages['second']).toBeUndefined();
});

test('a backup storage with a key of its own encrypts, and tells neither key nor password afterwards', async () => {
  const cluster = withPbsToken();
  const made = await cluster.call('POST', '/storage', { ...cluster.pbsStorage, namespace: 'demo', 'encryption-key': 'autogen' });
  const key = (made.data as { config: { 'encryption-key': string } }).config['encryption-key'];
  expect(JSON.parse(key)).toMatchObject({ data: expect.any(String) });
  const shown = await cluster.call('GET', '/storage/second');
  expect(shown.body).not.toContain(cluster.pbsStorage['password']);
  expect(shown.body).not.toContain(JSON.parse(key).data);
  expect((await cluster.task('POST', '/nodes/pve1/vzdump', { vmid: 9000, storage: 'second' })).exitstatus).toBe('OK');
  const [backup] = (await cluster.call('GET', '/nodes/pve1/storage/second/content')).data as { encrypted: string }[];
  expect(backup?.encrypted).toBe((shown.data as Record<string, string>)['encryption-key']);
  // The other storage of the same place does not have the key.
  const other = await cluster.call('GET', '/nodes/pve1/vzdump/extractconfig', { volume: `pbs:${cluster.sim.world.backups.map(({ time }) => `backup/vm/9000/${new Date(time * 1000).toISOString().slice(0, 19)}Z`)[0] ?? ''}` });
  expect(other.statusText).toContain('missing key');
});

test('only who may define storages does', async () => {
  const { sim, call } = testCluster();
  sim.world.roles['VigieProvisioner'] = ['Datastore.AllocateSpace', 'Datastore.Audit'];
  expect(said(await call('POST', '/storage', folder))).toEqual([403, 'Permission check failed (/storage, Datastore.Allocate)']);
  expect(said(await call('DELETE', '/storage/local'))).toEqual([403, 'Permission check failed (/storage, Datastore.Allocate)']);
});

test('a storage that is switched off is refused, and gone from the resources', async () => {
  const { call } = testCluster();
  await call('PUT', '/storage/local-lvm', { disable: 1 });
  const refused = await call('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100, full: 1, storage: 'local-lvm' });
  expect(said(refused)).toEqual([500, "storage 'local-lvm' is disabled"]);
  expect((await call('GET', '/nodes/pve1/storage', { storage: 'local-lvm' })).data).toMatchObject([{ enabled: 0, active: 0, total: 0 }]);
  expect((await call('GET', '/cluster/resources', { type: 'storage' })).body).not.toContain('local-lvm');
  await call('PUT', '/storage/local-lvm', { delete: 'disable' });
  expect((await call('GET', '/cluster/resources', { type: 'storage' })).body).toContain('local-lvm');
});

test('a storage of one node is not there for the other', async () => {
  const { call } = testCluster();
  await call('POST', '/storage', { ...folder, nodes: 'pve1', content: 'images' });
  expect((await call('GET', '/nodes/pve2/storage', { storage: 'extra' })).data).toEqual([]);
  expect(said(await call('GET', '/nodes/pve2/storage/extra/content'))).toEqual([500, "storage 'extra' is not available on node 'pve2'"]);
  expect((await call('GET', '/nodes/pve1/storage/extra/content')).data).toEqual([]);
});

test('what lies on a storage stays when its definition goes; rights on it go', async () => {
  const { call, sim } = testCluster();
  await call('POST', '/storage', folder);
  await call('PUT', '/access/acl', { path: '/storage/extra', roles: 'PVEDatastoreUser', users: 'vigie@pve' });
  expect((await call('POST', '/nodes/pve1/storage/extra/content', { vmid: 500, filename: 'vm-500-disk-0.qcow2', size: '1G' })).data).toBe(
    'extra:500/vm-500-disk-0.qcow2',
  );
  expect((await call('DELETE', '/storage/extra')).status).toBe(200);
  expect(sim.world.acl.filter(({ path }) => path === '/storage/extra')).toEqual([]);
  expect(said(await call('GET', '/nodes/pve1/storage/extra/content'))).toEqual([500, "storage 'extra' does not exist"]);
  await call('POST', '/storage', folder);
  expect((await call('GET', '/nodes/pve1/storage/extra/content')).data).toMatchObject([{ volid: 'extra:500/vm-500-disk-0.qcow2', format: 'qcow2' }]);
});

test('a definition that somebody changed in between is not overwritten', async () => {
  const { call } = testCluster();
  const { digest } = (await call('GET', '/storage/local')).data as { digest: string };
  await call('PUT', '/storage/local', { content: 'backup' });
  expect((await call('PUT', '/storage/local', { content: 'iso', digest })).statusText).toContain('detected modified configuration');
  expect((await call('GET', '/storage/local')).data).toMatchObject({ content: 'backup' });
});
