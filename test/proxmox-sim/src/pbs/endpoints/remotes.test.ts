import { testCluster } from '../../testing.ts';
import { tokenFor } from '../testing.ts';

const remote = { name: 'offsite', host: '192.0.2.7', 'auth-id': 'sync@pbs!vigie', password: 'very-secret-word' };

test('no answer tells the password, and it is not kept', async () => {
  const cluster = testCluster();
  const admin = tokenFor(cluster, ['RemoteAdmin', '/remote']);
  expect((await cluster.pbs('POST', '/config/remote', remote, admin)).status).toBe(200);
  expect((await cluster.pbs('PUT', '/config/remote/offsite', { password: 'another-secret-word', port: 8008 }, admin)).status).toBe(200);
  const list = await cluster.pbs('GET', '/config/remote', {}, admin);
  expect(list.data).toEqual([{ name: 'offsite', host: '192.0.2.7', 'auth-id': 'sync@pbs!vigie', port: 8008 }]);
  expect((await cluster.pbs('GET', '/config/remote/offsite', {}, admin)).text).not.toContain('secret');
  expect(JSON.stringify(cluster.sim.world)).not.toContain('secret-word');
});

test('a remote shows to who may audit it, and changes for who may modify it', async () => {
  const cluster = testCluster();
  await cluster.pbs('POST', '/config/remote', remote, tokenFor(cluster, ['RemoteAdmin', '/remote']));
  cluster.sim.world.pbs.acl = [];
  const other = tokenFor(cluster, ['RemoteAudit', '/remote/other']);
  expect((await cluster.pbs('GET', '/config/remote', {}, other)).data).toEqual([]);
  expect((await cluster.pbs('GET', '/config/remote/offsite', {}, other)).status).toBe(403);
  const auditor = tokenFor(cluster, ['RemoteAudit', '/remote']);
  expect((await cluster.pbs('GET', '/config/remote', {}, auditor)).data).toHaveLength(1);
  expect((await cluster.pbs('PUT', '/config/remote/offsite', { port: 1 }, auditor)).status).toBe(403);
  expect((await cluster.pbs('DELETE', '/config/remote/offsite', {}, auditor)).status).toBe(403);
});

test('a remote that a job uses stays, and there is one of a name', async () => {
  const cluster = testCluster();
  const admin = tokenFor(cluster, ['Admin', '/']);
  await cluster.pbs('POST', '/config/remote', remote, admin);
  expect((await cluster.pbs('POST', '/config/remote', remote, admin)).text).toContain("remote 'offsite' already exists.");
  await cluster.pbs('POST', '/config/sync', { id: 'copy', store: 'main', remote: 'offsite', 'remote-store': 'copy' }, admin);
  expect((await cluster.pbs('DELETE', '/config/remote/offsite', {}, admin)).text).toContain(
    "remote 'offsite' is used by sync job 'copy' (datastore 'main')",
  );
  await cluster.pbs('DELETE', '/config/sync/copy', {}, admin);
  expect((await cluster.pbs('DELETE', '/config/remote/offsite', {}, admin)).status).toBe(200);
  expect((await cluster.pbs('DELETE', '/config/remote/offsite', {}, admin)).status).toBe(404);
});

test.each([{ host: 'not a host' }, { 'auth-id': 'sync' }, { fingerprint: 'AA:BB' }, { name: 'a/b' }])('%j is refused', async (params) => {
  const cluster = testCluster();
  const { status } = await cluster.pbs('POST', '/config/remote', { ...remote, ...params }, tokenFor(cluster, ['Admin', '/']));
  expect(status).toBe(400);
  expect(cluster.sim.world.pbs.remotes).toEqual({});
});
