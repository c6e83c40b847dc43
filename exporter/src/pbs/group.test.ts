import { failing, proxmoxError } from '../testing/fake-reader.ts';
import { pbsOf } from '../testing/pbs-samples.ts';
import { groupCollector } from './group.ts';

const group = (id: string, count: number, last: number) => ({
  'backup-type': 'vm', 'backup-id': id, 'backup-count': count, 'last-backup': last, owner: 'vigie@pbs!pve', files: [],
});
const snapshot = (time: number, state?: string) => ({ 'backup-time': time, size: time * 10, ...(state && { verification: { state, upid: 'x' } }) });
const groupsPath = '/admin/datastore/{store}/groups';
const snapshotsPath = '/admin/datastore/{store}/snapshots';
const namespacePath = '/admin/datastore/{store}/namespace';
const labels = (id: string, namespace = '', type = 'vm') =>
  `backup_id="${id}",backup_type="${type}",datastore="a",namespace="${namespace}",server="main"`;
const watched = (answers: Record<string, unknown>, now = () => 0) => pbsOf(groupCollector({ concurrency: 2, now }), answers);
const read = (calls: readonly string[]) => calls.filter((call) => call.startsWith(snapshotsPath));
/** Which groups a pass read. */
const idsOf = (calls: readonly string[]) => read(calls).map((call) => /backup-id=(\w+)/.exec(call)?.[1]);

test('tells of each group what its snapshots say', async () => {
  const samples = await watched({ [groupsPath]: [group('100', 2, 200)], [snapshotsPath]: [snapshot(200), snapshot(100, 'failed')] }).pass();
  expect(samples).toEqual(new Map([
    [`pbs_group_info{backup_id="100",backup_type="vm",datastore="a",namespace="",owner="vigie@pbs!pve",server="main"}`, 1],
    [`pbs_group_backups{${labels('100')}}`, 2],
    [`pbs_group_last_backup_timestamp_seconds{${labels('100')}}`, 200],
    [`pbs_group_last_backup_size_bytes{${labels('100')}}`, 2000],
    [`pbs_group_last_backup_verified{${labels('100')}}`, 0],
    [`pbs_group_bad_backups{${labels('100')}}`, 1],
  ]));
});

test('host/100 and vm/100 are two, and so are those of two namespaces', async () => {
  const { api, pass } = watched({
    [namespacePath]: [{ ns: '' }, { ns: 'acme/prod' }],
    [groupsPath]: ({ ns }: { ns?: string }) => (ns === undefined ? [group('100', 1, 1), { ...group('100', 1, 1), 'backup-type': 'host' }] : [group('100', 1, 1)]),
    [snapshotsPath]: [snapshot(1)],
  });
  const samples = await pass();
  for (const each of [labels('100'), labels('100', '', 'host'), labels('100', 'acme/prod')]) expect(samples.get(`pbs_group_backups{${each}}`)).toBe(1);
  expect(read(api.calls)).toContain(`${snapshotsPath}?store=a&backup-type=vm&backup-id=100&ns=acme%2Fprod`);
});

test('a group is read again when a backup came or went, else in its turn', async () => {
  const groups = Array.from({ length: 24 }, (_, i) => group(String(100 + i), 1, 1000));
  const { api, pass } = watched({ [groupsPath]: groups, [snapshotsPath]: [snapshot(1000)] });
  await pass();
  expect(read(api.calls)).toHaveLength(24);

  const rest: (string | undefined)[] = [];
  for (let i = 0; i < 12; i += 1) {
    api.calls.length = 0;
    await pass();
    expect(read(api.calls)).toHaveLength(2);
    rest.push(...idsOf(api.calls));
  }
  expect(new Set(rest).size).toBe(24);

  api.calls.length = 0;
  api.answers[groupsPath] = groups.map((each, i) => (i === 7 ? { ...each, 'backup-count': 2, 'last-backup': 2000 } : each));
  await pass();
  expect(idsOf(api.calls)).toHaveLength(3);
  expect(idsOf(api.calls)).toContain('107');
});

test('a group that is gone has no series any more', async () => {
  const { api, pass } = watched({ [groupsPath]: [group('100', 1, 1), group('101', 1, 1)], [snapshotsPath]: [snapshot(1)] });
  await pass();
  api.answers[groupsPath] = [group('101', 1, 1)];
  expect([...(await pass()).keys()].filter((key) => key.includes('"100"'))).toEqual([]);
});

test('a namespace that cannot be listed keeps what was known of it; the others are of now', async () => {
  const { api, pass, failure } = watched({
    [namespacePath]: [{ ns: 'one' }, { ns: 'two' }],
    [groupsPath]: ({ ns }: { ns: string }) => [group(ns, 1, 1)],
    [snapshotsPath]: [snapshot(1)],
  });
  await pass();
  api.answers[groupsPath] = ({ ns }: { ns: string }) => {
    if (ns === 'one') throw proxmoxError('permission');
    return [];
  };
  const ids = [...(await pass()).keys()].filter((key) => key.startsWith('pbs_group_backups'));
  expect(ids).toEqual([`pbs_group_backups{${labels('one', 'one')}}`]);
  expect(failure()).toMatchObject({ kind: 'permission' });
});

test('a server that is lost is not asked for each group, and what was not read comes first next time', async () => {
  const groups = Array.from({ length: 20 }, (_, i) => group(String(100 + i), 1, 1));
  const { api, pass, failure } = watched({ [groupsPath]: groups, [snapshotsPath]: failing('unreachable') });
  const samples = await pass();
  expect(read(api.calls).length).toBeLessThanOrEqual(2);
  expect(failure()).toMatchObject({ kind: 'unreachable' });
  expect([...samples.keys()].every((key) => key.startsWith('pbs_group_info'))).toBe(true);
  api.answers[snapshotsPath] = [snapshot(1)];
  expect([...(await pass()).keys()].filter((key) => key.startsWith('pbs_group_backups'))).toHaveLength(20);
});

test('a group that was removed since it was listed is no failure', async () => {
  const { pass, failure } = watched({ [groupsPath]: [group('100', 1, 1)], [snapshotsPath]: failing('missing') });
  await pass();
  expect(failure()).toBeNull();
});

test('a pass past its deadline reads no more, and says so', async () => {
  let clock = 0;
  const { pass, failure } = watched(
    { [groupsPath]: Array.from({ length: 10 }, (_, i) => group(String(i), 1, 1)), [snapshotsPath]: () => ((clock += 200_000), [snapshot(1)]) },
    () => clock,
  );
  const samples = await pass();
  expect([...samples.keys()].filter((key) => key.startsWith('pbs_group_backups')).length).toBeLessThan(10);
  expect(failure()).toMatchObject({ kind: 'timeout' });
});

test('what cannot be read now is not asked for: unplugged, or in maintenance', async () => {
  const { api, pass } = watched({
    '/admin/datastore': [{ store: 'a', 'mount-status': 'notmounted' }, { store: 'b', maintenance: 'type=offline,message=moving' }, { store: 'c', maintenance: 'read-only' }],
  });
  await pass();
  expect(api.calls).toEqual(['/admin/datastore?', `${namespacePath}?store=c`, `${groupsPath}?store=c`]);
});

test('a token that sees no datastore is a failure', async () => {
  const { pass, failure } = watched({ '/admin/datastore': [] });
  await pass();
  expect(failure()).toMatchObject({ kind: 'permission' });
});
