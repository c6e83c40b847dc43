import { backgroundOf } from '../testing/background-samples.ts';
import { failing, fakeReader, guest, node, storage, type FakeAnswers } from '../testing/fake-reader.ts';
import type { Row } from '../row.ts';
import { backupCollector } from './backup.ts';

const shared = ['storage/pve1/pbs', 'storage/pve2/pbs'].map((id) => storage(id, { shared: 1, content: 'backup' }));
const locals = ['storage/pve1/local', 'storage/pve2/local'].map((id) => storage(id));
const ceph = storage('storage/pve1/ceph', { content: 'images', shared: 1 });
const guests = [guest(100, { pool: 'acme' }), guest(101)];
const world = (...rows: Row[]) => [node('pve1'), node('pve2'), ...guests, ...rows];
const backup = (vmid: number, ctime: number, more: Row = {}): Row => ({ vmid, ctime, size: 1000, volid: `pbs:${vmid}/${ctime}`, ...more });

/** Answers by `node/storage`, and what was asked. */
function reads(answers: Record<string, unknown>) {
  const asked: string[] = [];
  const backups = (name: string, at: string) => {
    asked.push(`${at}/${name}`);
    const answer = answers[`${at}/${name}`] ?? [];
    return typeof answer === 'function' ? answer() : answer;
  };
  return { asked, backups };
}
const collect = async (answers: FakeAnswers) => backgroundOf(backupCollector, fakeReader(answers)).pass();
const of100 = (name: string) => `pve_guest_${name}{cluster="demo",id="qemu/100",tenant="acme"}`;

test('a shared storage is asked once, a local one on each node, one for other things never', async () => {
  const { asked, backups } = reads({});
  await collect({ resources: world(...shared, ...locals, ceph), backups });
  expect(asked.sort()).toEqual(['pve1/local', 'pve1/pbs', 'pve2/local']);
});

test('the newest of all storages counts, and the verdict of the newest that was verified', async () => {
  const { backups } = reads({
    'pve1/pbs': [
      backup(100, 3000, { size: 4000 }),
      backup(100, 1000, { verification: { state: 'ok', upid: 'UPID' } }),
      backup(100, 2000, { verification: { state: 'failed', upid: 'UPID' } }),
    ],
    'pve2/local': [backup(100, 500, { verification: { state: 'ok' } }), backup(555, 9000)],
  });
  expect(await collect({ resources: world(...shared, ...locals), backups })).toEqual(new Map([
    [of100('last_backup_timestamp_seconds'), 3000],
    [of100('last_backup_size_bytes'), 4000],
    [of100('backups'), 4],
    ['pve_guest_backups{cluster="demo",id="qemu/101",tenant=""}', 0],
    [of100('last_backup_verified'), 0],
  ]));
});

test('one that is being written does not count', async () => {
  const { backups } = reads({ 'pve1/pbs': [backup(100, 3000, { size: 1 }), backup(100, 1000)] });
  const samples = await collect({ resources: world(...shared), backups });
  expect(samples.get(of100('last_backup_timestamp_seconds'))).toBe(1000);
  expect(samples.get(of100('backups'))).toBe(1);
  expect(samples.has(of100('last_backup_verified'))).toBe(false);
});

test('templates are not told of', async () => {
  const { backups } = reads({ 'pve1/pbs': [backup(9000, 3000)] });
  const samples = await collect({ resources: [...world(...shared), guest(9000, { template: 1 })], backups });
  expect([...samples.keys()].filter((key) => key.includes('9000'))).toEqual([]);
});

test('while a storage was never read, nothing says that a guest has no backup', async () => {
  const { backups } = reads({ 'pve1/local': [backup(100, 1000)], 'pve1/pbs': failing('other') });
  const samples = await collect({ resources: world(...shared, ...locals), backups });
  expect([...samples.keys()].filter((key) => key.includes('qemu/101'))).toEqual([]);
  expect(samples.get(of100('last_backup_timestamp_seconds'))).toBe(1000);
});

test('the backups of a node that is off are kept, and it is not asked', async () => {
  const { asked, backups } = reads({ 'pve2/local': [backup(100, 1000)] });
  const reader = fakeReader({ resources: world(...locals), backups });
  const collector = backgroundOf(backupCollector, reader);
  await collector.pass();
  asked.length = 0;
  reader.answers.resources = [node('pve1'), node('pve2', { status: 'offline' }), ...guests, ...locals];
  expect((await collector.pass()).get(of100('last_backup_timestamp_seconds'))).toBe(1000);
  expect(asked).toEqual(['pve1/local']);
});

test('a shared storage is asked of a node that has it, else of any that is online', async () => {
  const lost = [shared[0]!, { ...shared[1], status: 'unknown' }];
  const first = reads({});
  await collect({ resources: world(...lost.toReversed()), backups: first.backups });
  expect(first.asked).toEqual(['pve1/pbs']);
  const second = reads({});
  await collect({ resources: [node('pve1', { status: 'offline' }), node('pve2'), ...guests, ...lost], backups: second.backups });
  expect(second.asked).toEqual(['pve2/pbs']);
});

test.each([
  ['nothing at all', {}, {}, false],
  ['the guests without the storage', { 'VM.Backup': 1 }, { 'Datastore.Audit': 1 }, false],
  ['the storage without the guests', { 'VM.Audit': 1 }, { 'Datastore.AllocateSpace': 1 }, false],
  ['the guests, but none of them', { 'VM.Backup': 0 }, { 'Datastore.AllocateSpace': 1 }, false],
  ['both', { 'VM.Backup': 1 }, { 'Datastore.AllocateSpace': 1 }, true],
  ['the storage itself', {}, { 'Datastore.Allocate': 0 }, true],
])('a list is believed only when the token would see every backup: it may use %s', async (_what, onGuests, onStorage, seen) => {
  const permissions = (path: string) => ({ [path]: path === '/vms' ? onGuests : onStorage });
  const { backups } = reads({});
  const reader = fakeReader({ resources: world(...shared), backups, permissions });
  const samples = await backgroundOf(backupCollector, reader).pass();
  expect(samples.get(of100('backups'))).toBe(seen ? 0 : undefined);
});
