import { watchBackupServer, type BackupServer } from './backup-server.ts';
import { Exposition } from './exposition.ts';
import type { Row } from './row.ts';
import { failing, proxmoxError } from './testing/fake-reader.ts';
import { parseExposition } from './testing/parse-exposition.ts';

const gc = { 'index-data-bytes': 9000, 'disk-bytes': 600, 'removed-bytes': 50, 'pending-bytes': 7, 'still-bad': 0 };
const store = (name: string, more: Row = {}): Row => ({ store: name, total: 1000, used: 600, avail: 350, 'gc-status': gc, ...more });
const none = { total: undefined, used: undefined, avail: undefined, 'gc-status': undefined };

function watched(first: unknown) {
  const world = { answer: first };
  const told: unknown[] = [];
  const call = async <T>() => (typeof world.answer === 'function' ? world.answer() : world.answer) as T;
  const server = watchBackupServer({ server: 'main', call }, (name, source, error) => told.push([name, source, error]));
  const samples = async () => {
    await server.refresh();
    return parseExposition(render(server));
  };
  return { world, told, server, samples };
}
function render(server: BackupServer): string {
  const out = new Exposition();
  server.addKnown(out);
  return out.render();
}
const used = 'pbs_datastore_used_bytes{datastore="a",server="main"}';

test('says nothing before the first read', () => {
  expect(render(watched([]).server)).toBe('');
});

test('tells the space of each datastore, and what the last garbage collection left', async () => {
  const samples = await watched([store('a', { 'estimated-full-date': 4e9 })]).samples();
  const { pbs_last_refresh_timestamp_seconds: refreshed, ...rest } = Object.fromEntries(
    [...samples].map(([key, value]) => [key.replace(/\{.*/, ''), value]),
  );
  expect(refreshed).toBeGreaterThan(1e9);
  expect(rest).toEqual({
    pbs_up: 1,
    pbs_datastore_size_bytes: 1000,
    pbs_datastore_used_bytes: 600,
    pbs_datastore_available_bytes: 350,
    pbs_datastore_estimated_full_timestamp_seconds: 4e9,
    pbs_datastore_gc_index_data_bytes: 9000,
    pbs_datastore_gc_disk_bytes: 600,
    pbs_datastore_gc_removed_bytes: 50,
    pbs_datastore_gc_pending_bytes: 7,
    pbs_datastore_gc_still_bad_chunks: 0,
  });
});

test.each([undefined, 0, 1000])('an estimate of %p is no date', async (date) => {
  const samples = await watched([store('a', { 'estimated-full-date': date })]).samples();
  expect([...samples.keys()].filter((key) => key.includes('estimated'))).toEqual([]);
});

test('a server that fails keeps its last numbers, is down, and is reported', async () => {
  const { world, told, samples } = watched([store('a')]);
  const before = await samples();
  world.answer = failing('unreachable');
  const after = await samples();
  expect(after.get('pbs_up{server="main"}')).toBe(0);
  expect(after.get(used)).toBe(600);
  expect(after.get('pbs_last_refresh_timestamp_seconds{server="main"}')).toBe(before.get('pbs_last_refresh_timestamp_seconds{server="main"}'));
  expect(told).toEqual([['main', 'datastores', null], ['main', 'datastores', proxmoxError('unreachable')]]);
});

test('a datastore that the server cannot read keeps its last numbers; the others are of now', async () => {
  const { world, samples } = watched([store('a'), store('b')]);
  await samples();
  world.answer = [store('a', { ...none, error: 'unable to open chunk store' }), store('b', { used: 900 })];
  const after = await samples();
  expect(after.get(used)).toBe(600);
  expect(after.get(used.replace('"a"', '"b"'))).toBe(900);
  expect(after.get('pbs_up{server="main"}')).toBe(0);
});

test.each([
  ['no datastore', []],
  ['names only', [store('a', none)]],
])('a token that sees %s is a failure, not an empty server', async (_what, answer) => {
  const { told, samples } = watched(answer);
  expect((await samples()).get('pbs_up{server="main"}')).toBe(0);
  expect(told).toMatchObject([['main', 'datastores', { kind: 'permission' }]]);
});

test('a removable datastore that is not plugged in is no trouble', async () => {
  const samples = await watched([store('a', { ...none, 'mount-status': 'notmounted' })]).samples();
  expect(samples.get('pbs_up{server="main"}')).toBe(1);
  expect(samples.has(used)).toBe(false);
});
