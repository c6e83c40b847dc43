import { rootCluster } from '../root-cluster.ts';

const path = '/nodes/pve1/qemu/100';

test('a moved disk leaves the old one behind as unused, or not', async () => {
  const { task, sim } = await rootCluster();
  const { guests, volumes } = sim.world;
  expect((await task('POST', `${path}/move_disk`, { disk: 'scsi0', storage: 'local-lvm' })).type).toBe('qmmove');
  expect(guests[100]?.config).toMatchObject({ scsi0: expect.stringMatching(/^local-lvm:vm-100-disk-1,/) as string, unused0: 'ceph-vm:vm-100-disk-0' });
  await task('POST', `${path}/move_disk`, { disk: 'scsi0', storage: 'ceph-vm', delete: 1 });
  expect([volumes['local-lvm:vm-100-disk-1'], guests[100]?.config['unused1']]).toEqual([undefined, undefined]);
});

test.each([
  [{ disk: 'scsi5', storage: 'local-lvm' }, "disk 'scsi5' does not exist"],
  [{ disk: 'ide2', storage: 'local-lvm' }, "you can't move a cdrom"],
  [{ disk: 'scsi0', storage: 'ceph-vm' }, "you can't move to the same storage with same format"],
  [{ disk: 'scsi0', storage: 'nowhere' }, "storage 'nowhere' does not exist"],
])('%j cannot be done', async (params, reason) => {
  const { call, sim } = await rootCluster();
  const before = JSON.stringify(sim.world.volumes);
  expect((await call('POST', `${path}/move_disk`, params)).statusText).toBe(reason);
  expect(JSON.stringify(sim.world.volumes)).toBe(before);
});

test('an unlinked disk is kept as unused, and by force removed', async () => {
  const { call, sim } = await rootCluster();
  await call('PUT', `${path}/config`, { scsi1: 'ceph-vm:1' });
  await call('PUT', `${path}/unlink`, { idlist: 'scsi1' });
  expect(sim.world.guests[100]?.config).toMatchObject({ unused0: 'ceph-vm:vm-100-disk-1' });
  await call('PUT', `${path}/config`, { scsi1: 'ceph-vm:1' });
  await call('PUT', `${path}/unlink`, { idlist: 'scsi1,unused0', force: 1 });
  expect(Object.keys(sim.world.guests[100]?.config ?? {}).filter((key) => /^(unused|scsi1)/.test(key))).toEqual([]);
  expect(Object.keys(sim.world.volumes).filter((volid) => /vm-100-disk-[12]/.test(volid))).toEqual([]);
});
