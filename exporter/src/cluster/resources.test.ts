import { readResources as read } from '../testing/read-resources.ts';
import { guest, node } from '../testing/fake-reader.ts';

describe('ResourcesReading', () => {
  test('survives rows that are not what they should be', () => {
    const { guests, usage: lent } = read([null, 'x', 7, { type: 'qemu', id: 'qemu/1', name: { a: 1 }, mem: 'lots', maxmem: '1024', cpu: null }]);
    expect(guests).toEqual([expect.objectContaining({ id: 'qemu/1', name: '', running: false })]);
    const { usage } = lent.hold();
    expect([usage.mem, usage.maxmem, usage.cpu]).toEqual([Float64Array.of(NaN), Float64Array.of(1024), Float64Array.of(NaN)]);
  });

  test('takes an id once', () => {
    expect(read([guest(100), guest(100)]).guests).toHaveLength(1);
  });

  test.each(['offline', 'unknown'])('does not report guests and storages of a node that is %s', (status) => {
    const storage = { type: 'storage', id: 'storage/pve2/local', node: 'pve2', storage: 'local', status: 'available' };
    const { guests, storages } = read([guest(100), guest(200, { node: 'pve2' }), storage, node('pve1'), node('pve2', { status })]);
    expect(guests.map(({ vmid, running, nodeOnline }) => [vmid, running, nodeOnline])).toEqual([
      [100, true, true],
      [200, false, false],
    ]);
    expect(storages.map(({ available }) => available)).toEqual([false]);
  });

  test('sorts what a storage may hold', () => {
    const row = { type: 'storage', id: 'storage/pve1/local', node: 'pve1', content: 'iso,backup,images' };
    expect(read([row]).storages[0]?.content).toBe('backup,images,iso');
  });
});
