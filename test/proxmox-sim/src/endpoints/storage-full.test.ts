import { changeStorage } from '../control/change-storage.ts';
import { plantBackup } from '../control/plant-backup.ts';
import { testCluster } from '../testing.ts';
import type { TestCluster } from '../testing.ts';

const gib = 1024 ** 3;
const clonePath = '/nodes/pve1/qemu/9000/clone';

const volumesOf = ({ sim }: TestCluster, vmid: number): string[] =>
  Object.keys(sim.world.volumes).filter((volid) => sim.world.volumes[volid]?.vmid === vmid);

async function used({ call }: TestCluster, storage: string): Promise<number> {
  return ((await call('GET', `/nodes/pve1/storage/${storage}/status`)).data as { used: number }).used;
}

test('a linked clone onto a full storage fails in its task and leaves nothing', async () => {
  const cluster = testCluster();
  changeStorage(cluster.sim, 'ceph-vm', { usedRatio: 1 - (100 * 1024 ** 2) / (4096 * gib) });
  const { exitstatus } = await cluster.task('POST', clonePath, { newid: 100 });
  expect(exitstatus).toBe("clone failed: rbd clone 'base-9000-disk-0' error: rbd: clone error: (28) No space left on device");
  expect(cluster.sim.world.guests[100]).toBeUndefined();
  expect(volumesOf(cluster, 100)).toEqual([]);
});

test('a full clone that does not fit breaks off in the middle and leaves nothing', async () => {
  const cluster = testCluster();
  const { total } = cluster.sim.world.storages['local-lvm'] ?? { total: 0 };
  changeStorage(cluster.sim, 'local-lvm', { usedRatio: (total - gib) / total });
  const task = await cluster.task('POST', clonePath, { newid: 100, full: 1, storage: 'local-lvm' });
  expect(task.exitstatus).toMatch(/^clone failed: copy failed: command '\/usr\/bin\/qemu-img convert .* zeroinit:\/dev\/pve\/vm-100-disk-0' failed: exit code 1$/);
  expect(task.log.join('\n')).toMatch(/qemu-img: error while writing at byte \d+: No space left on device/);
  expect([cluster.sim.world.guests[100], volumesOf(cluster, 100)]).toEqual([undefined, []]);
});

test('a thin pool that is full takes no new volume', async () => {
  const cluster = testCluster();
  changeStorage(cluster.sim, 'local-lvm', { full: true });
  expect((await cluster.task('POST', clonePath, { newid: 100, full: 1, storage: 'local-lvm' })).exitstatus).toBe(
    "clone failed: lvcreate 'pve/vm-100-cloudinit' error:   Cannot create new thin volume, free space in thin pool pve/data reached threshold.",
  );
});

test('a disk on a full Ceph does not grow; a thin one elsewhere does', async () => {
  const cluster = testCluster();
  await cluster.task('POST', clonePath, { newid: 100, full: 1 });
  await cluster.task('POST', clonePath, { newid: 101, full: 1, storage: 'local-lvm' });
  changeStorage(cluster.sim, 'ceph-vm', { full: true });
  changeStorage(cluster.sim, 'local-lvm', { full: true });
  const grow = { disk: 'scsi0', size: '20G' };
  expect((await cluster.task('PUT', '/nodes/pve1/qemu/100/resize', grow)).exitstatus).toBe(
    "rbd resize 'vm-100-disk-0' error: rbd: resize error: (28) No space left on device",
  );
  expect(cluster.sim.world.guests[100]?.config['scsi0']).toContain('size=10G');
  expect((await cluster.task('PUT', '/nodes/pve1/qemu/101/resize', grow)).exitstatus).toBe('OK');
  expect(cluster.sim.world.guests[101]?.config['scsi0']).toContain('size=20G');
});

test.each([
  ['ceph-vm', { full: true }, /^rbd create 'vm-200-(disk-0|cloudinit)' error: rbd: create error: \(28\) No space left on device$/],
  ['ceph-vm', { usedRatio: 1 - gib / (4096 * gib) }, /^command '\/usr\/bin\/pbs-restore .* failed: exit code 255$/],
])('a restore onto %s with %j leaves a bare config and no disk', async (storage, change, text) => {
  const cluster = testCluster();
  const { volid } = plantBackup(cluster.sim, { vmid: 9000 }) as { volid: string };
  changeStorage(cluster.sim, storage, change);
  const task = await cluster.task('POST', '/nodes/pve1/qemu', { vmid: 200, archive: volid, name: 'again' });
  expect(task.exitstatus).toMatch(text);
  expect(cluster.sim.world.guests[200]?.config).toEqual({});
  expect(volumesOf(cluster, 200)).toEqual([]);
});

test.each([
  ['pbs', {}, 'ENOSPC: No space left on device'],
  ['local', { compress: 'zstd' }, 'vma_queue_write: write error - Broken pipe'],
  ['local', {}, 'vma_queue_write: write error - No space left on device'],
])('a backup onto a full %s fails with %j, leaves no half and no lock', async (storage, params, text) => {
  const cluster = testCluster();
  await cluster.task('POST', clonePath, { newid: 100 });
  changeStorage(cluster.sim, storage, { full: true });
  const task = await cluster.task('POST', '/nodes/pve1/vzdump', { vmid: 100, storage, ...params });
  expect(task.exitstatus).toBe('job errors');
  expect(task.log.find((line) => line.startsWith('ERROR: Backup of VM 100 failed'))).toContain(text);
  expect(task.log.join('\n')).toContain('No space left on device');
  expect([cluster.sim.world.backups, cluster.sim.world.guests[100]?.config['lock']]).toEqual([[], undefined]);
});

test('an empty volume is refused at once', async () => {
  const { call, sim } = testCluster();
  changeStorage(sim, 'ceph-vm', { full: true });
  const refused = await call('POST', '/nodes/pve1/storage/ceph-vm/content', { vmid: 100, filename: 'vm-100-disk-0', size: '1G' });
  expect([refused.status, refused.statusText]).toEqual([500, "rbd create 'vm-100-disk-0' error: rbd: create error: (28) No space left on device"]);
  expect(sim.world.volumes['ceph-vm:vm-100-disk-0']).toBeUndefined();
});

test('guests and backups fill what they lie on, and free it when they go', async () => {
  const cluster = testCluster();
  const [disks, files] = [await used(cluster, 'ceph-vm'), await used(cluster, 'local')];
  await cluster.task('POST', clonePath, { newid: 100, full: 1 });
  await cluster.task('PUT', '/nodes/pve1/qemu/100/resize', { disk: 'scsi0', size: '40G' });
  expect(await used(cluster, 'ceph-vm')).toBeGreaterThan(disks + 10 * gib);
  await cluster.task('POST', '/nodes/pve1/vzdump', { vmid: 100, storage: 'local' });
  expect(await used(cluster, 'local')).toBeGreaterThan(files + gib);
  expect((await cluster.call('GET', '/nodes/pve2/storage/local/status')).data).toMatchObject({ used: files });
  await cluster.task('DELETE', '/nodes/pve1/qemu/100');
  expect(await used(cluster, 'ceph-vm')).toBe(disks);
});
