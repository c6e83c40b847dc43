import { plantBackup } from '../../control/plant-backup.ts';
import { testCluster } from '../../testing.ts';
import { endOf, tokenFor } from '../testing.ts';

test('a job keeps as many of each group as it says, protected ones besides, and nothing goes without a rule', async () => {
  const cluster = testCluster();
  for (const age of [4, 3, 2, 1]) plantBackup(cluster.sim, { vmid: 9000, ageSeconds: age * 86_400, protected: age === 4 });
  plantBackup(cluster.sim, { datastore: 'main', ns: 'demo', type: 'host', id: '9000', ageSeconds: 60 });
  const left = (): number => cluster.sim.world.backups.length;
  const job = { id: 'nightly', store: 'main', schedule: 'daily' };
  await cluster.pbs('POST', '/config/prune', job);
  expect(await endOf(cluster, '/admin/prune/nightly/run')).toBe('OK');
  expect(left()).toBe(5);
  await cluster.pbs('PUT', '/config/prune/nightly', { 'keep-last': 1 });
  expect(await endOf(cluster, '/admin/prune/nightly/run')).toBe('OK');
  expect(left()).toBe(3);
  expect(cluster.sim.world.pbs.datastores['main']?.pending).toBeGreaterThan(0);
});

test('a disabled job has no next run', async () => {
  const { pbs } = testCluster();
  await pbs('POST', '/config/prune', { id: 'nightly', store: 'main', schedule: 'daily', disable: 'true' });
  const rows = (await pbs('GET', '/admin/prune')).data as object[];
  expect(rows).toMatchObject([{ disable: true }]);
  expect(rows[0]).not.toHaveProperty('next-run');
  await pbs('PUT', '/config/prune/nightly', { delete: ['disable'] });
  expect(((await pbs('GET', '/admin/prune')).data as object[])[0]).toHaveProperty('next-run');
});

test('a schedule is required, and to prune is not to audit', async () => {
  const cluster = testCluster();
  expect((await cluster.pbs('POST', '/config/prune', { id: 'nightly', store: 'main' })).text).toContain("'schedule': parameter is missing");
  const auditor = tokenFor(cluster, ['DatastoreAudit', '/datastore']);
  expect((await cluster.pbs('POST', '/config/prune', { id: 'nightly', store: 'main', schedule: 'daily' }, auditor)).status).toBe(403);
});
