import { aCluster, aContext, aVm } from './context-fixture.ts';
import { cloudInitImages, diskStorages, hasDisk, sharedDiskStorages, storagesWithDisks } from './disks.ts';

test('only disks count: no CD-ROM, no cloud-init drive, nothing of a snapshot', () => {
  const config = [
    'boot: order=scsi0',
    'ide2: ceph-vm:vm-100-cloudinit,media=cdrom',
    'ide3: none,media=cdrom',
    'net0: virtio=BC:24:11:00:00:01,bridge=t1',
    'scsi0: ceph-vm:vm-100-disk-0,size=20G',
    'scsi1: local-lvm:vm-100-disk-1,size=5G',
    '',
    '[before]',
    'scsi2: old-san:vm-100-disk-2,size=5G',
  ].join('\n');
  expect(diskStorages(config)).toEqual(['ceph-vm', 'local-lvm']);
});

test('what a broken-off restore leaves has no disk', () => {
  expect(hasDisk({ name: 'web', net0: 'virtio=x', ide2: 'ceph-vm:vm-1-cloudinit,media=cdrom' })).toBe(false);
  expect(hasDisk({ scsi0: 'ceph-vm:vm-1-disk-0,size=20G' })).toBe(true);
});

test('shared storages for disks, as one node sees them', () => {
  const entry = { node: 'n1', status: 'available', shared: 1, content: 'images,rootdir' };
  const storages = [
    { ...entry, storage: 'ceph' },
    { ...entry, storage: 'lvm', shared: 0 },
    { ...entry, storage: 'pbs', content: 'backup' },
    { ...entry, storage: 'away', status: 'unknown' },
    { ...entry, storage: 'theirs', node: 'n2' },
  ];
  expect(sharedDiskStorages(storages, 'n1')).toEqual(['ceph']);
});

test.each([
  ['ceph:vm-1-cloudinit', true],
  ['local:1/vm-1-cloudinit.qcow2', true],
  ['ceph:vm-1-cloudinit-keep', false],
  ['ceph:vm-1-my-cloudinit', false],
  ['cloudinit:vm-1-disk-0', false],
])('%s is an image of a cloud-init drive, which may go: %s', async (volid, isImage) => {
  const storage = volid.slice(0, volid.indexOf(':'));
  const { pve } = (await aContext(aCluster({ volumes: [{ storage, volid, vmid: 1 }] }), [aVm(1)]).vm()).cluster;
  expect(await cloudInitImages(pve, 'pve2', storage, [1])).toEqual(isImage ? [volid] : []);
  expect(await storagesWithDisks(pve, 'pve2', [storage], 1)).toEqual(isImage ? [] : [storage]);
});
