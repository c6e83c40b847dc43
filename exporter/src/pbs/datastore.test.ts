import { failing, proxmoxError } from '../testing/fake-reader.ts';
import { pbsOf } from '../testing/pbs-samples.ts';
import type { Row } from '../row.ts';
import { datastoreCollector } from './datastore.ts';

const gc = { 'index-data-bytes': 9000, 'disk-bytes': 600, 'removed-bytes': 50, 'pending-bytes': 7, 'still-bad': 0 };
const store = (name: string, more: Row = {}): Row => ({ store: name, total: 1000, used: 600, avail: 350, 'gc-status': gc, ...more });
const none = { total: undefined, used: undefined, avail: undefined, 'gc-status': undefined };
const watched = (first: unknown) => pbsOf(datastoreCollector, { '/status/datastore-usage': first });
const used = 'pbs_datastore_used_bytes{datastore="a",server="main"}';

test('tells the space of each datastore, and what the last garbage collection left', async () => {
  const samples = await watched([store('a', { 'estimated-full-date': 4e9 })]).pass();
  expect(Object.fromEntries([...samples].map(([key, value]) => [key.replace(/\{.*/, ''), value]))).toEqual({
    pbs_datastore_size_bytes: 1000,
    pbs_datastore_used_bytes: 600,
    pbs_datastore_available_bytes: 350,
    pbs_datastore_estimated_full_timestamp_seconds: 4e9,
    pbs_datastore_gc_index_data_bytes: 9000,
    pbs_datastore_gc_disk_bytes: 600,
    pbs_datastore_deduplication_factor: 15,
    pbs_datastore_gc_removed_bytes: 50,
    pbs_datastore_gc_pending_bytes: 7,
    pbs_datastore_gc_still_bad_chunks: 0,
  });
});

test.each([0, 600])('without backups there is no deduplication to tell of (%d bytes in use)', async (disk) => {
  const samples = await watched([store('a', { 'gc-status': { 'index-data-bytes': 0, 'disk-bytes': disk } })]).pass();
  expect([...samples.keys()].filter((key) => key.includes('deduplication'))).toEqual([]);
});

test.each([undefined, 0, 1000])('an estimate of %p is no date', async (date) => {
  const samples = await watched([store('a', { 'estimated-full-date': date })]).pass();
  expect([...samples.keys()].filter((key) => key.includes('estimated'))).toEqual([]);
});

test('a server that fails keeps its last numbers', async () => {
  const { api, pass, failure } = watched([store('a')]);
  await pass();
  api.answers['/status/datastore-usage'] = failing('unreachable');
  expect((await pass()).get(used)).toBe(600);
  expect(failure()).toEqual(proxmoxError('unreachable'));
});

test('a datastore that the server cannot read keeps its last numbers; the others are of now', async () => {
  const { api, pass, failure } = watched([store('a'), store('b')]);
  await pass();
  api.answers['/status/datastore-usage'] = [store('a', { ...none, error: 'unable to open chunk store' }), store('b', { used: 900 })];
  const after = await pass();
  expect(after.get(used)).toBe(600);
  expect(after.get(used.replace('"a"', '"b"'))).toBe(900);
  expect(failure()).toMatchObject({ message: 'datastore a: unable to open chunk store' });
});

test.each([
  ['no datastore', []],
  ['names only', [store('a', none)]],
])('a token that sees %s is a failure, not an empty server', async (_what, answer) => {
  const { pass, failure } = watched(answer);
  await pass();
  expect(failure()).toMatchObject({ kind: 'permission' });
});

test('a removable datastore that is not plugged in is no trouble', async () => {
  const { pass, failure } = watched([store('a', { ...none, 'mount-status': 'notmounted' })]);
  expect((await pass()).has(used)).toBe(false);
  expect(failure()).toBeNull();
});
