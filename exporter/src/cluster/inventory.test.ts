import { guest, node } from '../testing/fake-reader.ts';
import { readResources as read } from '../testing/read-resources.ts';

const before = [node('pve1'), node('pve2'), guest(100), guest(101, { node: 'pve2' }), guest(102, { pool: 'acme' })];

test.each([
  ['nothing', before],
  ['usage', [node('pve1', { mem: 7 }), node('pve2'), guest(100, { cpu: 0.9, netin: 99 }), guest(101, { node: 'pve2' }), guest(102, { pool: 'acme' })]],
  ['a lock and an HA state', [node('pve1'), node('pve2'), guest(100, { lock: 'backup' }), guest(101, { node: 'pve2', hastate: 'started' }), guest(102, { pool: 'acme' })]],
])('is the same when what changed is %s', (_what, rows) => {
  const last = read(before, null);
  expect(read(rows, last).inventory).toBe(last.inventory);
});

test.each([
  ['a guest more', [...before, guest(103)]],
  ['a guest less', before.slice(0, -1)],
  ['another order', [...before.slice(0, 2), guest(101, { node: 'pve2' }), guest(100), guest(102, { pool: 'acme' })]],
  ['a name', [...before.slice(0, -1), guest(102, { pool: 'acme', name: 'other' })]],
  ['a tenant', [...before.slice(0, -1), guest(102, { pool: 'globex' })]],
  ['a node', [...before.slice(0, -1), guest(102, { pool: 'acme', node: 'pve2' })]],
  ['tags', [...before.slice(0, -1), guest(102, { pool: 'acme', tags: 'x' })]],
  ['a template', [...before.slice(0, -1), guest(102, { pool: 'acme', template: 1 })]],
  ['that one stopped', [...before.slice(0, -1), guest(102, { pool: 'acme', status: 'stopped' })]],
  ['a node that died', [node('pve1'), node('pve2', { status: 'offline' }), ...before.slice(2)]],
  ['a node less', before.filter((row) => row.id !== 'node/pve2')],
])('is another when there is %s', (_what, rows) => {
  const last = read(before, null);
  const next = read(rows, last);
  expect(next.inventory).not.toBe(last.inventory);
  expect(next).toMatchObject({ guests: read(rows, null).guests });
});

test('stays while a node is dead, and is another when it is back', () => {
  const dead = [node('pve1'), node('pve2', { status: 'offline' }), ...before.slice(2)];
  const last = read(dead, read(before, null));
  const next = read(dead, last);
  expect(next.inventory).toBe(last.inventory);
  expect(next.guests.map(({ running }) => running)).toEqual([true, false, true]);
  expect(next.usage.hold().usage.cpu[1]).toBeNaN();
  const back = read(before, next);
  expect(back.guests.map(({ running }) => running)).toEqual([true, true, true]);
  expect(back.inventory).not.toBe(next.inventory);
});

test('an id that is told twice counts once, with what was told last', () => {
  const last = read(before, null);
  const { guests, usage } = read([...before, guest(100, { mem: 7 })], last);
  expect(guests.map(({ id }) => id)).toEqual(['qemu/100', 'qemu/101', 'qemu/102']);
  expect(usage.hold().usage.mem[0]).toBe(7);
});
