import { testCluster } from '../testing.ts';
import type { TestCluster } from '../testing.ts';

const path = '/nodes/pve1/qemu/100/config';

async function guest(): Promise<TestCluster> {
  const cluster = testCluster();
  await cluster.task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100, name: 'web' });
  return cluster;
}

test('an unknown key is refused by name', async () => {
  const { call } = await guest();
  const reply = await call('PUT', path, { colour: 'red' });
  expect([reply.status, Object.keys(reply.errors ?? {})]).toEqual([400, ['colour']]);
});

test('a password is never shown, and plain text is not kept', async () => {
  const { call, sim } = await guest();
  await call('PUT', path, { cipassword: 'correct-horse' });
  expect(await call('GET', path)).toMatchObject({ data: { cipassword: '**********' } });
  expect(sim.world.guests[100]?.config['cipassword']).toMatch(/^\$5\$/);
  await call('PUT', path, { cipassword: '$6$salt$hash' });
  expect(sim.world.guests[100]?.config['cipassword']).toBe('$6$salt$hash');
});

test('a key that ssh-keygen would refuse is refused', async () => {
  const { call } = await guest();
  const reply = await call('PUT', path, { sshkeys: encodeURIComponent('ssh-ed25519 AAAA anna') });
  expect([reply.status, reply.statusText]).toEqual([500, 'SSH public key validation error']);
});

test('keys must be encoded twice', async () => {
  const { call } = await guest();
  expect((await call('PUT', path, { sshkeys: 'ssh-ed25519 AAAA anna' })).errors?.['sshkeys']).toContain('invalid urlencoded string');
});

test('what a running guest cannot take at once waits for its next start', async () => {
  const { call, task, sim } = await guest();
  await task('POST', '/nodes/pve1/qemu/100/status/start');
  await call('PUT', path, { memory: 2048, description: 'at once' });
  expect(sim.world.guests[100]?.config).toMatchObject({ memory: '1024', description: 'at once' });
  expect((await call('GET', '/nodes/pve1/qemu/100/pending')).data).toContainEqual({ key: 'memory', value: '1024', pending: '2048' });
  await task('POST', '/nodes/pve1/qemu/100/status/reboot');
  expect(sim.world.guests[100]?.config['memory']).toBe('2048');
});

test('a pending change is taken back by revert, and only what there is can be', async () => {
  const { call, task, sim } = await guest();
  await task('POST', '/nodes/pve1/qemu/100/status/start');
  await call('PUT', path, { memory: 2048, cores: 4, delete: 'cpu' });
  const pending = (): unknown => sim.world.guests[100]?.pending;
  expect(pending()).toEqual({ memory: '2048', cores: 4, cpu: null });
  expect((await call('PUT', path, { revert: 'nosuch' })).errors).toEqual({ revert: "unknown option 'nosuch'" });
  expect((await call('PUT', path, { revert: 'memory', memory: 512 })).errors?.['revert']).toContain('at the same time');
  await call('PUT', path, { revert: 'memory,cpu' });
  expect(pending()).toEqual({ cores: 4 });
  await call('PUT', path, { cores: 1 });
  expect(pending()).toEqual({});
});

test('a network line without a MAC gets a new one', async () => {
  const { call, sim } = await guest();
  await call('PUT', path, { net0: 'virtio,bridge=vmbr0' });
  expect(sim.world.guests[100]?.config['net0']).toMatch(/^virtio=BC:24:11(:[0-9A-F]{2}){3},bridge=vmbr0$/);
});

test('a stale digest is refused', async () => {
  const { call } = await guest();
  const before = (await call('GET', path)).data as { digest: string };
  expect((await call('PUT', path, { memory: 512, digest: before.digest })).status).toBe(200);
  expect((await call('PUT', path, { memory: 768, digest: before.digest })).statusText).toContain('detected modified configuration');
});

test('a removed disk is kept as unused', async () => {
  const { call, sim } = await guest();
  await call('PUT', path, { scsi1: 'ceph-vm:20' });
  expect(sim.world.guests[100]?.config['scsi1']).toBe('ceph-vm:vm-100-disk-1,size=20G');
  await call('PUT', path, { delete: 'scsi1' });
  expect(sim.world.guests[100]?.config['unused0']).toBe('ceph-vm:vm-100-disk-1');
});

test('resize never shrinks', async () => {
  const { task, sim } = await guest();
  const resize = '/nodes/pve1/qemu/100/resize';
  expect((await task('PUT', resize, { disk: 'scsi0', size: '40G' })).exitstatus).toBe('OK');
  expect((await task('PUT', resize, { disk: 'scsi0', size: '20G' })).exitstatus).toBe('shrinking disks is not supported');
  expect(sim.world.guests[100]?.config['scsi0']).toContain('size=40G');
});
