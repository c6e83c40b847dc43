import { plantBackup } from '../control/plant-backup.ts';
import { fileOf } from '../model/contents.ts';
import { testCluster } from '../testing.ts';
import type { TestCluster } from '../testing.ts';

const canary = '/var/lib/canary';

async function withBackup(plant: Record<string, unknown> = {}): Promise<{ cluster: TestCluster; archive: string }> {
  const cluster = testCluster();
  await cluster.task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100, name: 'web' });
  await cluster.task('POST', '/nodes/pve1/qemu/100/status/start');
  const { contents } = cluster.sim.world.guests[100] ?? {};
  if (contents !== undefined) contents.files[canary] = fileOf('as of the backup');
  const { volid } = plantBackup(cluster.sim, { vmid: 100, ...plant }) as { volid: string };
  if (contents !== undefined) contents.files[canary] = fileOf('later');
  return { cluster, archive: volid };
}

const config = async ({ call }: TestCluster, vmid: number): Promise<Record<string, string>> =>
  (await call('GET', `/nodes/pve1/qemu/${vmid}/config`)).data as Record<string, string>;

test('an id that is taken is refused at once', async () => {
  const { cluster, archive } = await withBackup();
  const refused = await cluster.call('POST', '/nodes/pve1/qemu', { vmid: 100, archive });
  expect(refused.statusText).toBe("unable to restore VM 100 - VM 100 already exists on node 'pve1'");
});

test('a disk cannot be overridden', async () => {
  const { cluster, archive } = await withBackup();
  const refused = await cluster.call('POST', '/nodes/pve1/qemu', { vmid: 200, archive, scsi0: 'ceph-vm:5' });
  expect([refused.status, refused.errors]).toEqual([400, { scsi0: "option conflicts with option 'archive'" }]);
});

test("another guest's backup needs VM.Backup on it", async () => {
  const { cluster, archive } = await withBackup();
  cluster.sim.world.roles['VigieProvisioner'] = ['VM.Allocate', 'Datastore.AllocateSpace'];
  const refused = await cluster.call('POST', '/nodes/pve1/qemu', { vmid: 200, archive });
  expect([refused.status, refused.statusText]).toEqual([403, 'Permission check failed (/vms/100, VM.Backup)']);
});

test.each([
  ['corrupt', { corrupt: true }, 'pbs-restore', 'blob has wrong crc checksum'],
  ['incomplete', { incomplete: true }, 'proxmox-backup-client restore', 'index.json.blob'],
  ['encrypted without key', { encrypted: true }, 'proxmox-backup-client restore', 'missing key - manifest was created with key'],
])('a backup that is %s leaves a bare config, no lock and no disk', async (_, plant, exit, log) => {
  const { cluster, archive } = await withBackup(plant);
  const task = await cluster.task('POST', '/nodes/pve1/qemu', { vmid: 200, archive, name: 'restored', onboot: 0 });
  expect(task.exitstatus).toContain(exit);
  expect(task.log.join('\n')).toContain(log);
  expect(task.log.join('\n')).toContain('VM 200 state is NOT cleaned up.');
  expect(Object.keys(await config(cluster, 200))).toEqual(['digest']);
  expect(Object.values(cluster.sim.world.volumes).filter(({ vmid }) => vmid === 200)).toEqual([]);
});

test('a storage that does not exist shows in the task', async () => {
  const { cluster, archive } = await withBackup();
  expect((await cluster.task('POST', '/nodes/pve1/qemu', { vmid: 200, archive, storage: 'nostore' })).exitstatus).toBe(
    "storage 'nostore' does not exist",
  );
});

test('the config of a backup without its key cannot be read', async () => {
  const { cluster, archive } = await withBackup({ encrypted: true });
  const reply = await cluster.call('GET', '/nodes/pve1/vzdump/extractconfig', { volume: archive });
  expect([reply.status, reply.statusText]).toEqual([500, expect.stringContaining('missing key')]);
});

test('config as in the backup: same MAC and UUID, new generation id, overrides win, original untouched', async () => {
  const { cluster, archive } = await withBackup();
  const before = structuredClone(cluster.sim.world.guests[100]);
  const task = await cluster.task('POST', '/nodes/pve1/qemu', { vmid: 200, archive, name: 'restored', memory: 2048 });
  expect(task).toMatchObject({ type: 'qmrestore', exitstatus: 'OK' });
  const [original, restored] = [await config(cluster, 100), await config(cluster, 200)];
  expect(restored).toMatchObject({ name: 'restored', memory: '2048', net0: original['net0'], smbios1: original['smbios1'] });
  expect(restored['vmgenid']).not.toBe(original['vmgenid']);
  expect(restored['scsi0']).toContain('ceph-vm:vm-200-disk-0');
  expect(restored['lock']).toBeUndefined();
  expect(cluster.sim.world.guests[100]).toEqual(before);
});

test('unique gives new MACs and a new UUID, an override keeps its own MAC', async () => {
  const { cluster, archive } = await withBackup();
  await cluster.task('POST', '/nodes/pve1/qemu', { vmid: 200, archive, unique: 1 });
  await cluster.task('POST', '/nodes/pve1/qemu', {
    vmid: 201,
    archive,
    unique: 1,
    net0: 'virtio=BC:24:11:AA:AA:AA,bridge=vmbr0,link_down=1',
  });
  const original = await config(cluster, 100);
  expect((await config(cluster, 200))['net0']).not.toBe(original['net0']);
  expect((await config(cluster, 200))['smbios1']).not.toBe(original['smbios1']);
  expect((await config(cluster, 201))['net0']).toBe('virtio=BC:24:11:AA:AA:AA,bridge=vmbr0,link_down=1');
});

test('force takes the place of a stopped guest, not of a running one', async () => {
  const { cluster, archive } = await withBackup();
  const order = { vmid: 100, archive, force: 1 };
  expect((await cluster.task('POST', '/nodes/pve1/qemu', order)).exitstatus).toBe('unable to restore VM 100 - vm is running');
  await cluster.task('POST', '/nodes/pve1/qemu/100/status/stop');
  expect((await cluster.task('POST', '/nodes/pve1/qemu', order)).exitstatus).toBe('OK');
  expect(cluster.sim.world.guests[100]?.contents.files[canary]?.content).toBe('as of the backup');
});

test('a restore leaves disks alone that no config names; an image of a cloud-init drive that is left stands in its way', async () => {
  const { cluster, archive } = await withBackup();
  const { world } = cluster.sim;
  await cluster.task('POST', '/nodes/pve1/qemu/100/status/stop');
  delete world.guests[100];
  const left = Object.keys(world.volumes).filter((volid) => world.volumes[volid]?.vmid === 100);
  expect(left).toEqual(['ceph-vm:vm-100-cloudinit', 'ceph-vm:base-9000-disk-0/vm-100-disk-0']);
  const order = { vmid: 100, archive };
  expect((await cluster.task('POST', '/nodes/pve1/qemu', order)).exitstatus).toBe("rbd create 'vm-100-cloudinit' error: rbd: create error: (17) File exists");
  expect(Object.keys(world.volumes)).toEqual(expect.arrayContaining(left));
  delete world.guests[100];
  delete world.volumes['ceph-vm:vm-100-cloudinit'];
  expect((await cluster.task('POST', '/nodes/pve1/qemu', order)).exitstatus).toBe('OK');
  expect((await config(cluster, 100))['scsi0']).toContain('ceph-vm:vm-100-disk-1');
});

test('a restore brings the firewall of the guest back', async () => {
  const { cluster } = await withBackup();
  await cluster.call('PUT', '/nodes/pve1/qemu/100/firewall/options', { enable: 1, policy_in: 'DROP' });
  const { volid } = plantBackup(cluster.sim, { vmid: 100, ageSeconds: 60 }) as { volid: string };
  await cluster.task('POST', '/nodes/pve1/qemu', { vmid: 200, archive: volid });
  expect(cluster.sim.world.guests[200]?.firewall.options).toEqual({ enable: 1, policy_in: 'DROP' });
});

test('the restored guest boots with what the backup holds, as the same machine', async () => {
  const { cluster, archive } = await withBackup();
  await cluster.task('POST', '/nodes/pve1/qemu', { vmid: 200, archive, name: 'restored' });
  await cluster.task('POST', '/nodes/pve1/qemu/200/status/start');
  const agent = async (path: string, params = {}): Promise<unknown> =>
    (await cluster.call('GET', `/nodes/pve1/qemu/200/agent/${path}`, params)).data;
  expect(await agent('get-host-name')).toEqual({ result: { 'host-name': 'web' } });
  expect(await agent('file-read', { file: canary })).toEqual({ content: 'as of the backup', 'bytes-read': 16 });
  expect(await agent('file-read', { file: '/etc/machine-id' })).toMatchObject({
    content: `${cluster.sim.world.guests[100]?.contents.machineId ?? ''}\n`,
  });
});

test("a backup of another machine has that one's name", async () => {
  const { cluster } = await withBackup();
  await cluster.task('POST', '/nodes/pve1/qemu/9001/clone', { newid: 101, name: 'other' });
  const { volid } = plantBackup(cluster.sim, { vmid: 100, of: 101, ageSeconds: 60 }) as { volid: string };
  await cluster.task('POST', '/nodes/pve1/qemu', { vmid: 200, archive: volid });
  expect(cluster.sim.world.guests[200]?.contents.hostname).toBe('other');
});

test('a guest is created from nothing', async () => {
  const cluster = testCluster();
  const task = await cluster.task('POST', '/nodes/pve1/qemu', {
    vmid: 300,
    name: 'probe',
    scsi0: 'ceph-vm:1',
    net0: 'virtio,bridge=vmbr0',
  });
  expect(task).toMatchObject({ type: 'qmcreate', exitstatus: 'OK' });
  expect(await config(cluster, 300)).toMatchObject({ boot: 'order=scsi0', scsi0: 'ceph-vm:vm-300-disk-0,size=1G' });
  expect((await cluster.task('POST', '/nodes/pve1/qemu', { vmid: 301, scsi0: 'nostore:1' })).exitstatus).toContain(
    'unable to create VM 301',
  );
  expect(cluster.sim.world.guests[301]).toBeUndefined();
});
