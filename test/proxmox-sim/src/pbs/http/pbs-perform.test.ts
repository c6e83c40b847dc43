import { testCluster } from '../../testing.ts';
import type { TestCluster } from '../../testing.ts';

/** A token with a role on a path; the user gets the same role. */
async function tokenFor({ sim, pbs }: TestCluster, roleid: string, path: string): Promise<string> {
  const { acl } = sim.world.pbs;
  const before = [...acl];
  acl.push({ path: '/access', ugid: 'vigie@pbs', roleid: 'Admin', propagate: true });
  acl.push({ path: '/access', ugid: 'vigie@pbs!provisioner', roleid: 'Admin', propagate: true });
  await pbs('POST', '/access/users', { userid: 'tenant@pbs' });
  const made = await pbs('POST', '/access/users/tenant@pbs/token/t', {});
  sim.world.pbs.acl = [...before, ...['tenant@pbs', 'tenant@pbs!t'].map((ugid) => ({ path, ugid, roleid, propagate: true }))];
  const { tokenid, value } = made.data as { tokenid: string; value: string };
  return `PBSAPIToken=${tokenid}:${value}`;
}

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
  const nobody = await tokenFor(cluster, 'NoAccess', '/');
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
  const backup = await tokenFor(cluster, 'DatastoreBackup', '/datastore/main/demo');
  expect((await list(backup)).data).toEqual([]);
});

test('an auditor may not prune', async () => {
  const cluster = testCluster();
  const auditor = await tokenFor(cluster, 'DatastoreAudit', '/datastore');
  expect((await cluster.pbs('GET', '/admin/datastore/main/snapshots', { ns: 'demo' }, auditor)).status).toBe(200);
  expect((await cluster.pbs('POST', '/admin/datastore/main/prune-datastore', { ns: 'demo' }, auditor)).status).toBe(403);
});
