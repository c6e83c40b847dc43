import { changePbs } from '../../control/change-pbs.ts';
import { plantBackup } from '../../control/plant-backup.ts';
import { plantJob } from '../../control/plant-job.ts';
import { backupsIn, snapshotName } from '../../model/backups.ts';
import { testCluster } from '../../testing.ts';
import type { TestCluster } from '../../testing.ts';
import { endOf, tokenFor } from '../testing.ts';

const pull = { store: 'main', remote: 'offsite', 'remote-store': 'copy', 'sync-direction': 'pull' };
const push = { ...pull, 'sync-direction': 'push' };

function jobCluster(config: Record<string, unknown>): { cluster: TestCluster; admin: string; run: () => Promise<string | undefined> } {
  const cluster = testCluster();
  const admin = tokenFor(cluster, ['Admin', '/']);
  plantJob(cluster.sim, { kind: 'sync', id: 'copy', config });
  return { cluster, admin, run: () => endOf(cluster, '/admin/sync/copy/run', {}, admin) };
}

function names({ sim }: TestCluster, store: string): string[] {
  return backupsIn(sim.world, store)
    .map((backup) => `${'ns' in backup.place ? backup.place.ns : ''}:${snapshotName(backup).replace(/T.*/, '')}`)
    .sort();
}

const day = (time: number): string => new Date(time * 1000).toISOString().slice(0, 10);
const times = [3, 2, 1].map((days) => Math.floor(Date.now() / 1000) - days * 86_400);

test('a push copies each snapshot once, with its namespaces, and leaves out what is being written', async () => {
  const { cluster, run } = jobCluster({ ...push, ns: '', 'remote-ns': 'town' });
  for (const time of times.slice(0, 2)) plantBackup(cluster.sim, { vmid: 9000, time });
  plantBackup(cluster.sim, { vmid: 9001, time: times[2], incomplete: true });
  expect(await run()).toBe('OK');
  const copied = times.slice(0, 2).map((time) => `town/demo:vm/9000/${day(time)}`);
  expect(names(cluster, 'offsite:copy')).toEqual(copied);
  expect(await run()).toBe('OK');
  expect(names(cluster, 'offsite:copy')).toEqual(copied);
  expect(names(cluster, 'main')).toHaveLength(3);
});

test('a pull makes the namespaces that it needs; the copies are its owner’s, unprotected, and not verified here', async () => {
  const { cluster, admin, run } = jobCluster({ ...pull, ns: 'demo', owner: 'vigie@pbs', 'max-depth': 3 });
  plantBackup(cluster.sim, { datastore: 'offsite:copy', ns: 'acme', vmid: 9000, time: times[0], protected: true, verification: 'ok' });
  expect(await run()).toBe('OK');
  const { data } = await cluster.pbs('GET', '/admin/datastore/main/snapshots', { ns: 'demo/acme' }, admin);
  expect(data).toMatchObject([{ 'backup-id': '9000', owner: 'vigie@pbs', protected: false }]);
  expect((data as object[])[0]).not.toHaveProperty('verification');
});

test('a corrupt snapshot stops its group, not the others', async () => {
  const { cluster, run } = jobCluster(push);
  plantBackup(cluster.sim, { vmid: 9000, time: times[0] });
  plantBackup(cluster.sim, { vmid: 9000, time: times[1], corrupt: true });
  plantBackup(cluster.sim, { vmid: 9000, time: times[2] });
  plantBackup(cluster.sim, { vmid: 9001, time: times[0] });
  expect(await run()).toBe('sync failed with some errors.');
  expect(names(cluster, 'offsite:copy')).toEqual([`demo:vm/9000/${day(times[0]!)}`, `demo:vm/9001/${day(times[0]!)}`]);
});

test('a group of another owner is not written to', async () => {
  const { cluster, run } = jobCluster({ ...pull, 'remote-ns': 'demo', ns: 'demo', 'remote-store': 'copy' });
  plantBackup(cluster.sim, { vmid: 9000, time: times[0] });
  plantBackup(cluster.sim, { datastore: 'offsite:copy', ns: 'demo', vmid: 9000, time: times[2] });
  expect(await run()).toBe('sync failed with some errors.');
  expect(names(cluster, 'main')).toHaveLength(1);
});

test('a remote that cannot be reached, or is not there any more, is an error of the task', async () => {
  const { cluster, run } = jobCluster(pull);
  changePbs(cluster.sim, { remote: 'offsite', reachable: false });
  expect(await run()).toContain('error trying to connect');
  delete cluster.sim.world.pbs.remotes['offsite'];
  expect(await run()).toBe("no such remote 'offsite'");
});

test.each([
  [{ 'group-filter': ['type:vm'] }, ['vm/9000', 'vm/9001']],
  [{ 'group-filter': ['group:vm/9000', 'include:type:host'] }, ['host/web01', 'vm/9000']],
  [{ 'group-filter': ['exclude:regex:^vm/'] }, ['host/web01']],
  [{ 'encrypted-only': true }, ['vm/9001']],
  [{ 'verified-only': true }, ['vm/9000']],
])('%j chooses %j', async (options, groups) => {
  const { cluster, run } = jobCluster({ ...push, ...options });
  plantBackup(cluster.sim, { vmid: 9000, time: times[0], verification: 'ok' });
  plantBackup(cluster.sim, { vmid: 9001, time: times[0], encrypted: true, verification: 'failed' });
  plantBackup(cluster.sim, { datastore: 'main', ns: 'demo', type: 'host', id: 'web01', time: times[0] });
  expect(await run()).toBe('OK');
  expect(names(cluster, 'offsite:copy').map((name) => name.replace(/^demo:|\/[^/]*$/g, ''))).toEqual(groups);
});

test('what vanished at the source goes only when that is asked for, and stays when protected', async () => {
  const { cluster, run } = jobCluster(push);
  plantBackup(cluster.sim, { datastore: 'offsite:copy', ns: 'demo', vmid: 9000, time: times[0] });
  plantBackup(cluster.sim, { datastore: 'offsite:copy', ns: 'demo', vmid: 9000, time: times[1], protected: true });
  await run();
  expect(names(cluster, 'offsite:copy')).toHaveLength(2);
  cluster.sim.world.pbs.jobs.sync['copy']!.config['remove-vanished'] = true;
  expect(await run()).toBe('OK');
  expect(names(cluster, 'offsite:copy')).toEqual([`demo:vm/9000/${day(times[1]!)}`]);
});

test('the list tells the last run and the next; a push shows only when asked for', async () => {
  const { cluster, admin, run } = jobCluster({ ...push, schedule: 'hourly' });
  const list = async (params = {}): Promise<Record<string, unknown>[]> =>
    (await cluster.pbs('GET', '/admin/sync', params, admin)).data as Record<string, unknown>[];
  expect(await list()).toEqual([]);
  const [before] = await list({ 'sync-direction': 'all' });
  expect(before).toMatchObject({ id: 'copy', store: 'main' });
  expect(before).not.toHaveProperty('last-run-upid');
  changePbs(cluster.sim, { remote: 'offsite', reachable: false });
  await run();
  const [after] = await list({ 'sync-direction': 'push' });
  expect(after?.['last-run-state']).toContain('error trying to connect');
  expect(Number(after?.['next-run'])).toBeGreaterThan(Number(after?.['last-run-endtime']));
  const { data } = await cluster.pbs('GET', '/nodes/localhost/tasks', { store: 'main', typefilter: 'syncjob' }, admin);
  expect(data).toHaveLength(1);
});

test('a run that was planted is told as if it had happened', async () => {
  const { cluster, admin } = jobCluster(pull);
  plantJob(cluster.sim, { kind: 'sync', id: 'running', config: pull, lastRun: { ageSeconds: 60, state: null } });
  plantJob(cluster.sim, {
    kind: 'sync',
    id: 'failed',
    config: pull,
    lastRun: { ageSeconds: 86_400, state: 'sync failed with some errors.' },
  });
  const { data } = await cluster.pbs('GET', '/admin/sync', {}, admin);
  expect(data).toMatchObject([{ id: 'copy' }, { id: 'running' }, { id: 'failed', 'last-run-state': 'sync failed with some errors.' }]);
  expect((data as object[])[1]).toHaveProperty('last-run-upid');
  expect((data as object[])[1]).not.toHaveProperty('last-run-endtime');
});

test('a job needs rights at both ends', async () => {
  const cluster = testCluster();
  const job = { id: 'copy', ...pull };
  const made = async (authorization?: string): Promise<number> => (await cluster.pbs('POST', '/config/sync', job, authorization)).status;
  // The provisioner may write here, but not read there.
  expect(await made()).toBe(403);
  expect(await made(tokenFor(cluster, ['RemoteSyncOperator', '/remote'], ['DatastoreAudit', '/datastore']))).toBe(403);
  // The copies would be root's.
  expect(await made(tokenFor(cluster, ['RemoteSyncOperator', '/remote'], ['DatastoreBackup', '/datastore']))).toBe(403);
  const operator = tokenFor(cluster, ['RemoteSyncOperator', '/remote'], ['DatastoreAdmin', '/datastore']);
  expect(await made(operator)).toBe(200);
  expect((await cluster.pbs('POST', '/config/sync', job, operator)).text).toContain("job 'copy' already exists");
});

test('a job shows to who may audit both ends', async () => {
  const { cluster } = jobCluster(pull);
  const seen = async (...roles: [string, string][]): Promise<unknown> => {
    cluster.sim.world.pbs.acl = [];
    return (await cluster.pbs('GET', '/config/sync', {}, tokenFor(cluster, ...roles))).data;
  };
  expect(await seen(['DatastoreAudit', '/datastore'])).toEqual([]);
  expect(await seen(['RemoteAudit', '/remote'])).toEqual([]);
  expect(await seen(['DatastoreAudit', '/datastore'], ['RemoteAudit', '/remote'])).toHaveLength(1);
});

test.each([
  [{ id: 'x' }, "'id': value must be at least 3"],
  [{ schedule: 'now and then' }, "'schedule': unable to parse"],
  [{ 'transfer-last': 0 }, "'transfer-last': value must have a minimum"],
  [{ 'max-depth': 8 }, "'max-depth': value must have a maximum"],
  [{ owner: 'nobody' }, "'owner': value does not match"],
  [{ 'sync-direction': 'both' }, "'sync-direction': value 'both' is not defined"],
  [{ colour: 'red' }, "'colour': schema does not allow"],
])('a job with %j is refused', async (params, text) => {
  const cluster = testCluster();
  const admin = tokenFor(cluster, ['Admin', '/']);
  const answer = await cluster.pbs('POST', '/config/sync', { id: 'copy', ...pull, ...params }, admin);
  expect(answer.status).toBe(400);
  expect(answer.text).toContain(text);
  expect(cluster.sim.world.pbs.jobs.sync).toEqual({});
});

test('source and target are never the same', async () => {
  const cluster = testCluster();
  const { status, text } = await cluster.pbs('POST', '/config/sync', { id: 'copy', store: 'main', 'remote-store': 'main' });
  expect([status, text]).toEqual([400, "source and target datastore can't be the same"]);
});

test('a change on an old digest is refused', async () => {
  const { cluster, admin } = jobCluster(pull);
  const change = (digest: string, params = {}): ReturnType<TestCluster['pbs']> =>
    cluster.pbs('PUT', '/config/sync/copy', { digest, ...params }, admin);
  const { digest = '' } = await cluster.pbs('GET', '/config/sync/copy', {}, admin);
  expect((await change('0'.repeat(64))).text).toContain('detected modified configuration');
  expect((await change(digest, { 'transfer-last': 2 })).status).toBe(200);
  expect((await change(digest)).text).toContain('detected modified configuration');
  expect(cluster.sim.world.pbs.jobs.sync['copy']?.config).toEqual({ ...pull, 'transfer-last': 2 });
});
