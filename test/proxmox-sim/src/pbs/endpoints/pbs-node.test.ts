import { changePbs } from '../../control/change-pbs.ts';
import { now } from '../../clock.ts';
import { testCluster } from '../../testing.ts';
import { tokenFor } from '../testing.ts';

const base = '/nodes/localhost';

test('an auditor reads all of the machine but its certificate, which takes Sys.Modify', async () => {
  const cluster = testCluster();
  const status = async (path: string, authorization: string): Promise<number> =>
    (await cluster.pbs('GET', `${base}${path}`, {}, authorization)).status;
  const nobody = tokenFor(cluster, ['DatastoreAdmin', '/datastore']);
  const guarded = ['/status', '/services', '/apt/update', '/disks/list', '/certificates/info'];
  expect(await Promise.all(guarded.map((path) => status(path, nobody)))).toEqual([403, 403, 403, 403, 403]);
  expect(await status('/subscription', nobody)).toBe(200);
  const auditor = tokenFor(cluster, ['Audit', '/']);
  expect(await Promise.all(guarded.map((path) => status(path, auditor)))).toEqual([200, 200, 200, 200, 403]);
});

test('the certificate expires when it is told to', async () => {
  const cluster = testCluster();
  changePbs(cluster.sim, { certificateExpiresInSeconds: 3600 });
  const [row] = (await cluster.pbs('GET', `${base}/certificates/info`, {}, tokenFor(cluster, ['Admin', '/']))).data as {
    notafter: number;
  }[];
  expect(Math.abs(row!.notafter - now() - 3600)).toBeLessThan(60);
});

test('there is one node, and a disk that is not there is an error', async () => {
  const { pbs } = testCluster();
  expect((await pbs('GET', '/nodes/pbs/status')).status).toBe(200);
  expect((await pbs('GET', '/nodes/pve1/status')).text).toContain("no such node 'pve1'");
  expect((await pbs('GET', `${base}/disks/smart`, { disk: 'sdz' })).text).toBe("unable to find disk 'sdz'");
  expect((await pbs('GET', `${base}/disks/list`, { 'usage-type': 'lvm' })).data).toEqual([]);
});

test('memory and disk add up', async () => {
  const { data } = await testCluster().pbs('GET', `${base}/status`);
  const { memory, root } = data as Record<string, { total: number; used: number; free: number; avail: number }>;
  expect(memory!.used + memory!.free).toBe(memory!.total);
  expect(root!.used + root!.avail).toBe(root!.total);
});
