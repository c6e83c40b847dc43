import { plantBackup } from '../../control/plant-backup.ts';
import { testCluster } from '../../testing.ts';
import { endOf, tokenFor } from '../testing.ts';

const job = { id: 'nightly', store: 'main', schedule: 'sat 01:00' };

test('a job checks the namespaces below its own, no deeper than it is told', async () => {
  const cluster = testCluster();
  const planted = (ns: string): { verification: unknown } => {
    plantBackup(cluster.sim, { datastore: 'main', ns, vmid: 9000, ageSeconds: 60 });
    return cluster.sim.world.backups.at(-1)!;
  };
  const [top, below, deeper] = ['demo', 'demo/acme', 'demo/acme/test'].map(planted);
  await cluster.pbs('POST', '/config/verify', { ...job, ns: 'demo', 'max-depth': 1 });
  expect(await endOf(cluster, '/admin/verify/nightly/run')).toBe('OK');
  expect([top, below, deeper].map((backup) => backup?.verification)).toMatchObject([{ state: 'ok' }, { state: 'ok' }, null]);
});

test('a run that finds a corrupt snapshot is told as failed, with the task', async () => {
  const cluster = testCluster();
  plantBackup(cluster.sim, { vmid: 9000, corrupt: true });
  await cluster.pbs('POST', '/config/verify', job);
  expect(await endOf(cluster, '/admin/verify/nightly/run')).toContain('verification failed');
  const { data } = await cluster.pbs('GET', '/admin/verify');
  expect(data).toMatchObject([{ id: 'nightly', 'last-run-state': 'verification failed - please check the log for details' }]);
  const [row] = data as { 'last-run-upid': string; 'next-run': number }[];
  expect((await cluster.pbs('GET', `/nodes/localhost/tasks/${encodeURIComponent(row!['last-run-upid'])}/status`)).data).toMatchObject({
    type: 'verificationjob',
  });
  expect(new Date(row!['next-run'] * 1000).toUTCString()).toMatch(/^Sat, .* 01:00:00 GMT$/);
});

test('who may not verify neither makes nor runs a job; who may audit sees it', async () => {
  const cluster = testCluster();
  await cluster.pbs('POST', '/config/verify', job);
  const auditor = tokenFor(cluster, ['DatastoreAudit', '/datastore']);
  expect((await cluster.pbs('GET', '/config/verify', {}, auditor)).data).toHaveLength(1);
  expect(await cluster.pbs('POST', '/admin/verify/nightly/run', {}, auditor)).toMatchObject({
    status: 403,
    text: "missing permissions 'Datastore.Verify' on '/datastore/main'",
  });
  expect((await cluster.pbs('PUT', '/config/verify/nightly', { store: 'other' }, auditor)).status).toBe(403);
  expect((await cluster.pbs('DELETE', '/config/verify/nightly', {}, auditor)).status).toBe(403);
  cluster.sim.world.pbs.acl = [];
  expect((await cluster.pbs('GET', '/config/verify', {}, tokenFor(cluster, ['DatastoreBackup', '/datastore']))).data).toEqual([]);
});

test('a job that is not there is named', async () => {
  const { pbs } = testCluster();
  expect(await pbs('GET', '/config/verify/none')).toMatchObject({ status: 400, text: "no such verification 'none'" });
  expect(await pbs('DELETE', '/config/verify/none')).toMatchObject({ status: 404, text: "job 'none' does not exist." });
  expect((await pbs('POST', '/admin/verify/none/run')).status).toBe(400);
});
