import { testCluster } from '../testing.ts';

const content = '/nodes/pve1/storage/ceph-vm/content';

test.each([
  ['a name of another guest', { vmid: 100, filename: 'vm-101-disk-0', size: '1G' }, "illegal name 'vm-101-disk-0' - should be 'vm-100-*'"],
  ['a format that it does not keep', { vmid: 100, filename: 'vm-100-disk-0', size: '1G', format: 'qcow2' }, "unsupported format 'qcow2'"],
  ['a name that is taken', { vmid: 9000, filename: 'vm-9000-cloudinit', size: '4M' }, "rbd create 'vm-9000-cloudinit' error: rbd: create error: (17) File exists"],
])('no volume is made with %s', async (_, params, text) => {
  const { call, sim } = testCluster();
  const before = Object.keys(sim.world.volumes);
  const refused = await call('POST', content, params);
  expect([refused.status, refused.statusText]).toEqual([500, text]);
  expect(Object.keys(sim.world.volumes)).toEqual(before);
});

test('an ending that contradicts the format is a fault of the parameter', async () => {
  const refused = await testCluster().call('POST', '/nodes/pve1/storage/local/content', { vmid: 100, filename: 'x.raw', size: '1G', format: 'qcow2' });
  expect([refused.status, refused.errors]).toEqual([400, { format: 'different storage formats (qcow2 != raw)' }]);
});

test('the base of a linked clone is not removed; the clone is, and then the base', async () => {
  const cluster = testCluster();
  await cluster.task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100 });
  const remove = async (volid: string): Promise<string | undefined> => (await cluster.task('DELETE', `${content}/${encodeURIComponent(volid)}`)).exitstatus;
  const base = 'ceph-vm:base-9000-disk-0';
  expect(await remove(base)).toBe("base volume 'base-9000-disk-0' is still in use by linked cloned");
  expect(await remove(`${base}/vm-100-disk-0`)).toBe('OK');
  expect(await remove(base)).toBe('OK');
  expect(Object.keys(cluster.sim.world.volumes).filter((volid) => volid.startsWith(base))).toEqual([]);
});

test('a volume is made, told and removed; one that is not there is removed as well', async () => {
  const cluster = testCluster();
  const { data } = await cluster.call('POST', content, { vmid: 100, filename: 'vm-100-disk-7', size: '512M' });
  expect(data).toBe('ceph-vm:vm-100-disk-7');
  expect((await cluster.call('GET', `${content}/vm-100-disk-7`)).data).toMatchObject({ path: 'rbd:vm/vm-100-disk-7', size: 512 * 1024 ** 2, format: 'raw' });
  for (let times = 0; times < 2; times += 1)
    expect((await cluster.task('DELETE', `${content}/vm-100-disk-7`)).log).toEqual(["Removed volume 'ceph-vm:vm-100-disk-7'", 'TASK OK']);
  expect((await cluster.call('GET', `${content}/vm-100-disk-7`)).status).toBe(500);
});

test('a disk on a folder is a file of its guest, and a linked clone one beside its base', async () => {
  const cluster = testCluster();
  const { call, sim, task } = cluster;
  await call('POST', '/storage', { storage: 'files', type: 'dir', path: '/mnt/files', content: 'images' });
  await task('POST', '/nodes/pve1/qemu', { vmid: 100, scsi0: 'files:1,format=qcow2', ide2: 'files:cloudinit' });
  expect(sim.world.guests[100]?.config).toMatchObject({ scsi0: 'files:100/vm-100-disk-0.qcow2,size=1G' });
  await task('POST', '/nodes/pve1/qemu/100/template');
  await task('POST', '/nodes/pve1/qemu/100/clone', { newid: 101 });
  const linked = 'files:100/base-100-disk-0.qcow2/101/vm-101-disk-0.qcow2';
  expect(sim.world.guests[101]?.config['scsi0']).toBe(`${linked},size=1G`);
  expect((await call('GET', '/nodes/pve1/storage/files/content', { vmid: 101 })).data).toContainEqual(
    expect.objectContaining({ volid: linked, parent: '../100/base-100-disk-0.qcow2', format: 'qcow2' }),
  );
  await task('POST', '/nodes/pve1/qemu/100/clone', { newid: 102, full: 1, storage: 'files' });
  expect(sim.world.guests[102]?.config['scsi0']).toBe('files:102/vm-102-disk-0.qcow2,size=1G');
});
