import { rootCluster } from '../root-cluster.ts';
import type { TestCluster } from '../testing.ts';

const clone = '/nodes/pve1/qemu/9000/clone';

async function linked(): Promise<TestCluster> {
  const cluster = await rootCluster();
  await cluster.task('POST', clone, { newid: 101, name: 'linked' });
  return cluster;
}

test('a guest that is no template cannot be cloned as a link', async () => {
  const { call } = await rootCluster();
  const reply = await call('POST', '/nodes/pve1/qemu/100/clone', { newid: 101, full: 0 });
  expect([reply.status, reply.statusText]).toEqual([500, "Linked clone feature is not supported for drive 'scsi0'"]);
});

test('a linked clone names the base image in its own volume, and a full clone of it does not', async () => {
  const { task, sim } = await linked();
  const { volumes } = sim.world;
  expect(volumes['ceph-vm:base-9000-disk-0/vm-101-disk-0']?.parent).toBe('ceph-vm:base-9000-disk-0');
  await task('POST', '/nodes/pve1/qemu/101/clone', { newid: 102 });
  expect(volumes['ceph-vm:vm-102-disk-0']?.parent).toBeNull();
});

test('a template goes only after its last linked clone', async () => {
  const { task, sim } = await linked();
  const refused = "base volume 'ceph-vm:base-9000-disk-0' is still in use by linked cloned";
  expect((await task('DELETE', '/nodes/pve1/qemu/9000')).exitstatus).toBe(refused);
  expect(sim.world.volumes['ceph-vm:base-9000-disk-0']).toBeDefined();
  await task('DELETE', '/nodes/pve1/qemu/101');
  expect((await task('DELETE', '/nodes/pve1/qemu/9000')).exitstatus).toBe('OK');
});

test('a directory keeps a clone in a folder of its own, with the ending of its format', async () => {
  const { task, sim } = await rootCluster();
  sim.world.storages['local']?.content.push('images');
  await task('POST', clone, { newid: 101, full: 1, storage: 'local', format: 'qcow2' });
  expect(sim.world.guests[101]?.config).toMatchObject({
    scsi0: expect.stringMatching(/^local:101\/vm-101-disk-0\.qcow2,/) as string,
    ide2: expect.stringMatching(/^local:101\/vm-101-cloudinit\.qcow2,/) as string,
  });
  await task('POST', '/nodes/pve1/qemu/101/template');
  await task('POST', '/nodes/pve1/qemu/101/clone', { newid: 102 });
  expect(sim.world.guests[102]?.config['scsi0']).toMatch(/^local:101\/base-101-disk-0\.qcow2\/102\/vm-102-disk-0\.qcow2,/);
});

test('snapshots of a linked clone come and go without touching the base', async () => {
  const { task, call, sim } = await linked();
  const before = JSON.stringify(sim.world.volumes);
  const snapshots = '/nodes/pve1/qemu/101/snapshot';
  expect((await task('POST', snapshots, { snapname: 'one' })).exitstatus).toBe('OK');
  await call('PUT', '/nodes/pve1/qemu/101/config', { memory: 2048 });
  await task('POST', `${snapshots}/one/rollback`);
  expect(sim.world.guests[101]?.config).toMatchObject({ memory: '1024', scsi0: expect.stringContaining('base-9000-disk-0/vm-101-disk-0') as string });
  expect((await task('DELETE', `${snapshots}/one`)).exitstatus).toBe('OK');
  expect(JSON.stringify(sim.world.volumes)).toBe(before);
});

test('a clone of a snapshot has the config of then', async () => {
  const { task, call, sim } = await rootCluster();
  await task('POST', '/nodes/pve1/qemu/100/snapshot', { snapname: 'one' });
  await call('PUT', '/nodes/pve1/qemu/100/config', { memory: 2048 });
  await task('POST', '/nodes/pve1/qemu/100/clone', { newid: 101, snapname: 'one', full: 1 });
  expect(sim.world.guests[101]?.config['memory']).toBe('1024');
  expect((await call('POST', '/nodes/pve1/qemu/100/clone', { newid: 102, snapname: 'two' })).statusText).toBe("snapshot 'two' does not exist");
});

test('a raw disk in a directory has no snapshots', async () => {
  const { task, call, sim } = await rootCluster();
  sim.world.storages['local']?.content.push('images');
  await call('PUT', '/nodes/pve1/qemu/100/config', { scsi1: 'local:1' });
  expect((await task('POST', '/nodes/pve1/qemu/100/snapshot', { snapname: 'one' })).exitstatus).toBe('snapshot feature is not available');
  expect((await call('GET', '/nodes/pve1/qemu/100/feature', { feature: 'snapshot' })).data).toMatchObject({ hasFeature: 0, nodes: ['pve1'] });
});

test('a copy that is aborted is told by its command, and leaves nothing', async () => {
  const cluster = await rootCluster();
  cluster.sim.world.storages['local']?.content.push('images');
  const reached = Promise.withResolvers<void>();
  cluster.sim.tasks.beforeWait = (_, nth) => {
    if (nth !== 3) return Promise.resolve();
    reached.resolve();
    return new Promise(() => undefined);
  };
  const { data } = await cluster.call('POST', clone, { newid: 101, full: 1, storage: 'local' });
  await reached.promise;
  await cluster.call('DELETE', `/nodes/pve1/tasks/${String(data)}`);
  expect(cluster.sim.world.tasks.find(({ upid }) => upid === data)?.exitstatus).toBe(
    "clone failed: copy failed: command '/usr/bin/qemu-img convert -p -n -f raw -O raw rbd:vm/base-9000-disk-0 zeroinit:/var/lib/vz/images/101/vm-101-disk-0.raw' failed: interrupted by signal",
  );
  expect(Object.keys(cluster.sim.world.volumes).filter((volid) => volid.includes('vm-101-'))).toEqual([]);
});
