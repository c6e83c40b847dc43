import { testCluster } from '../testing.ts';
import { changeStorage } from './change-storage.ts';
import { makeFleet } from './fleet.ts';

test.each([
  ['none', { full: true }],
  ['local', {}],
  ['local', { usedRatio: 93 }],
  ['local', { full: 1 }],
  ['local', { unreachable: 'slow' }],
])('%s with %j is refused', (name, body) => {
  expect(() => changeStorage(testCluster().sim, name, body)).toThrow(/no storage|give usedRatio|usedRatio must|full must|unreachable must/);
});

test.each(['local', 'ceph-vm', 'pbs'])('%s is filled to what was asked, guests included, and emptied', async (name) => {
  const { sim, call } = testCluster();
  const ratio = async (): Promise<number> => {
    const { used, total } = (await call('GET', `/nodes/pve1/storage/${name}/status`)).data as { used: number; total: number };
    return used / total;
  };
  changeStorage(sim, name, { usedRatio: 0.93 });
  expect(await ratio()).toBeCloseTo(0.93, 6);
  changeStorage(sim, name, { full: true });
  expect(await ratio()).toBe(1);
  changeStorage(sim, name, { full: false });
  expect(await ratio()).toBeLessThan(0.01);
});

test('a volume is freed as root frees it, also one that a guest names', () => {
  const { sim } = testCluster();
  const free = () => changeStorage(sim, 'ceph-vm', { free: ['vm-9000-cloudinit'] });
  free();
  expect(sim.world.volumes).not.toHaveProperty(['ceph-vm:vm-9000-cloudinit']);
  expect(free).toThrow('no volume ceph-vm:vm-9000-cloudinit');
});

test('a fleet does not fill its storage', async () => {
  const { sim, task } = testCluster();
  makeFleet(sim, { guests: 2000 });
  expect((await task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100, full: 1 })).exitstatus).toBe('OK');
});
