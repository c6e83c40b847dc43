import { testCluster } from '../../testing.ts';
import { tokenFor } from '../testing.ts';

test('errors are plain text', async () => {
  const { pbs } = testCluster();
  expect(await pbs('GET', '/version', {}, '')).toMatchObject({
    status: 401,
    text: 'authentication failed - no authentication credentials provided.',
  });
  expect(await pbs('GET', '/version', {}, 'PBSAPIToken=vigie@pbs!provisioner:wrong')).toMatchObject({ status: 401 });
  expect(await pbs('GET', '/version', {}, 'PVEAPIToken=vigie@pbs!provisioner=x')).toMatchObject({ status: 401 });
  expect(await pbs('GET', '/nonsense')).toMatchObject({ status: 404, text: "Path '/api2/json/nonsense' not found." });
  expect(await pbs('GET', '/admin/datastore/none/snapshots')).toMatchObject({ status: 400, text: "datastore 'none' does not exist." });
});

test('parameters are checked against the schema', async () => {
  const { pbs } = testCluster();
  const { status, text } = await pbs('GET', '/admin/datastore/main/snapshots', { 'backup-type': 'disk', colour: 'red' });
  expect(status).toBe(400);
  expect(text).toContain('parameter verification failed - ');
  expect(text).toContain("'colour': schema does not allow additional properties.");
  expect(text).toContain("'backup-type': value 'disk' is not defined in the enumeration.");
});

test('without a privilege nothing is told but its name', async () => {
  const cluster = testCluster();
  const nobody = tokenFor(cluster, ['NoAccess', '/']);
  expect(await cluster.pbs('GET', '/admin/datastore', {}, nobody)).toMatchObject({ status: 200, data: [] });
  expect(await cluster.pbs('GET', '/admin/datastore/main/gc', {}, nobody)).toMatchObject({ status: 403, text: 'permission check failed' });
  expect((await cluster.pbs('GET', '/admin/datastore/main/snapshots', { ns: 'demo' }, nobody)).text).toContain(
    "missing permissions 'Datastore.Audit|Datastore.Backup' on '/datastore/main/demo'",
  );
});

test('a backup token sees only what it owns', async () => {
  const cluster = testCluster();
  await cluster.task('POST', '/nodes/pve1/vzdump', { vmid: 9000, storage: 'pbs' });
  const list = (authorization?: string): ReturnType<typeof cluster.pbs> =>
    cluster.pbs('GET', '/admin/datastore/main/snapshots', { ns: 'demo' }, authorization);
  expect((await list()).data).toHaveLength(1);
  const backup = tokenFor(cluster, ['DatastoreBackup', '/datastore/main/demo']);
  expect((await list(backup)).data).toEqual([]);
});

test('an auditor may not prune', async () => {
  const cluster = testCluster();
  const auditor = tokenFor(cluster, ['DatastoreAudit', '/datastore']);
  expect((await cluster.pbs('GET', '/admin/datastore/main/snapshots', { ns: 'demo' }, auditor)).status).toBe(200);
  expect((await cluster.pbs('POST', '/admin/datastore/main/prune-datastore', { ns: 'demo' }, auditor)).status).toBe(403);
});

test.each([
  ['/admin/datastore/main/snapshots', { ns: '../x' }, 'ns'],
  ['/admin/datastore/main/snapshots', { ns: 'a//b' }, 'ns'],
  ['/admin/datastore/main/snapshots', { ns: 'a/b/c/d/e/f/g/h/i' }, 'ns'],
  ['/admin/datastore/main/snapshots', { 'backup-id': '../etc' }, 'backup-id'],
  ['/admin/datastore/main/snapshots', { 'backup-type': 'qemu' }, 'backup-type'],
  ['/admin/datastore/main/notes', { 'backup-type': 'vm', 'backup-id': '100', 'backup-time': 0 }, 'backup-time'],
  ['/admin/datastore/main/notes', { 'backup-type': 'vm', 'backup-id': '100', 'backup-time': '1.5' }, 'backup-time'],
  ['/admin/datastore/main/notes', { 'backup-type': 'vm', 'backup-id': '100' }, 'backup-time'],
  ['/access/permissions', { 'auth-id': 'no-realm' }, 'auth-id'],
  ['/access/permissions', { 'auth-id': 'user@pbs!to:ken' }, 'auth-id'],
  ['/nodes/localhost/rrd', { timeframe: 'century', cf: 'MAX' }, 'timeframe'],
  ['/nodes/elsewhere/status', {}, 'node'],
])('GET %s with %j is refused for its %s', async (path, params, named) => {
  const { status, text } = await testCluster().pbs('GET', path, params);
  expect(status).toBe(400);
  expect(text).toContain(`'${named}': `);
  expect(text).not.toContain('additional properties');
});

test('who the world is may ping, and nothing else', async () => {
  const { pbs } = testCluster();
  expect(await pbs('GET', '/ping', {}, '')).toMatchObject({ status: 200, data: { pong: true } });
  expect((await pbs('GET', '/admin/datastore', {}, '')).status).toBe(401);
});
