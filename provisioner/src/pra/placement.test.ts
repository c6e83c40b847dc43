import { placeGroups, type Group, type Room } from './placement.ts';

const group = (networkId: string, memoryGiB: number, more: Partial<Group> = {}): Group => ({ networkId, memoryGiB, storages: [], boundTo: null, ...more });
const room = (node: string, freeGiB: number, ...storages: string[]): Room => ({ node, freeGiB, storages: new Set(storages) });
const place = (groups: Group[], rooms: Room[]) => {
  const { placed, without } = placeGroups(groups, rooms);
  return { placed: Object.fromEntries(placed), without: without.map((one) => [one.group.networkId, one.missingGiB]) };
};

test('a network that fits on no single node is not split', () => {
  expect(place([group('a', 10)], [room('n1', 8), room('n2', 8)])).toEqual({ placed: {}, without: [['a', 2]] });
});

test('two networks that fit only one by one do not share a node', () => {
  expect(place([group('a', 6), group('b', 6)], [room('n1', 8), room('n2', 7)])).toEqual({ placed: { a: 'n1', b: 'n2' }, without: [] });
});

test('the largest goes first, or the small ones would take its place', () => {
  expect(place([group('small', 3), group('large', 8)], [room('n1', 8), room('n2', 4)])).toEqual({ placed: { large: 'n1', small: 'n2' }, without: [] });
});

test('a node without the storage is no place', () => {
  expect(place([group('a', 1, { storages: ['ceph'] })], [room('n1', 64, 'local')])).toEqual({ placed: {}, without: [['a', 1]] });
  expect(place([group('a', 1, { storages: ['ceph'] })], [room('n1', 64), room('n2', 2, 'ceph')]).placed).toEqual({ a: 'n2' });
});

test('a network that lives on a node already goes there, or nowhere', () => {
  const rooms = [room('n1', 64), room('n2', 8)];
  expect(place([group('a', 4, { boundTo: 'n2' })], rooms).placed).toEqual({ a: 'n2' });
  expect(place([group('a', 9, { boundTo: 'n2' })], rooms)).toEqual({ placed: {}, without: [['a', 1]] });
});

test('no node at all lacks everything', () => {
  expect(place([group('a', 4)], [])).toEqual({ placed: {}, without: [['a', 4]] });
});
