import { createSnapshot } from './snapshot.ts';
import { fakeReader, guest, node } from '../testing/fake-reader.ts';

test('a token that sees nothing is a failure, not an empty cluster', async () => {
  const snapshot = createSnapshot(fakeReader({ resources: [node('pve1')] }));
  await expect(snapshot.resources()).rejects.toMatchObject({ kind: 'permission' });
});

test('concurrent scrapes share one read of each kind', async () => {
  const reader = fakeReader({});
  const snapshot = createSnapshot(reader);
  await Promise.all([1, 2, 3].flatMap(() => [snapshot.resources(), snapshot.status(), snapshot.version(), snapshot.addresses()]));
  expect(reader.reads).toEqual({ resources: 1, status: 1, version: 1, ipam: 1 });
});

test('a guest keeps its name when its node has been dead for long', async () => {
  const reader = fakeReader({ resources: [node('pve1'), guest(100)] });
  let clock = 0;
  const snapshot = createSnapshot(reader, () => clock);
  await snapshot.resources();
  reader.answers.resources = [node('pve1', { status: 'offline' }), guest(100, { name: undefined, status: 'unknown' })];
  clock = 2000;
  expect((await snapshot.resources()).guests[0]).toMatchObject({ name: 'vm100', running: false });
});
