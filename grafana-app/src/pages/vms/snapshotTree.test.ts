import { snapshotOf } from '../../testing/vms';
import { snapshotTree } from './snapshotTree';

const lines = (...snapshots: Parameters<typeof snapshotTree>[0]) =>
  snapshotTree(snapshots).map(({ snapshot, depth }) => `${'  '.repeat(depth)}${snapshot?.name ?? '*'}`);

test('without snapshots there is no tree', () => {
  expect(lines()).toEqual([]);
});

test('each stands below the one that it was taken after, and the present below its own', () => {
  expect(
    lines(
      snapshotOf('a'),
      snapshotOf('b', { parent: 'a', current: true }),
      snapshotOf('c', { parent: 'a' }),
      snapshotOf('d', { parent: 'b' }),
    ),
  ).toEqual(['a', '  b', '    d', '    *', '  c']);
});

test('one whose parent was removed is shown all the same', () => {
  expect(lines(snapshotOf('b', { parent: 'gone', current: true }))).toEqual(['b', '  *']);
});

test('a circle, which only an edited file can hold, does not hang the page', () => {
  expect(lines(snapshotOf('a', { parent: 'b' }), snapshotOf('b', { parent: 'a' }))).toEqual([]);
});
