import { testCluster } from '../testing.ts';
import type { TestCluster } from '../testing.ts';

/** Resolves once the guest is there and locked. */
async function untilLocked({ call }: TestCluster, vmid: number): Promise<void> {
  for (;;) {
    const { status, data } = await call('GET', `/nodes/pve1/qemu/${vmid}/config`);
    if (status === 200 && (data as { lock?: string }).lock === 'clone') return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test('two clones to one id both get a task; one of them fails', async () => {
  const cluster = testCluster();
  const tasks = await Promise.all([1, 2].map(() => cluster.task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100 })));
  expect(tasks.filter((task) => task.exitstatus === 'OK')).toHaveLength(1);
  expect(tasks.find((task) => task.exitstatus !== 'OK')?.exitstatus).toMatch(/config file already exists|got timeout/);
  expect(Object.keys(cluster.sim.world.volumes).filter((volid) => volid.includes('vm-100-'))).toHaveLength(2);
});

test('while the lock is held for longer, the loser times out', async () => {
  const cluster = testCluster({ clone: 1500 });
  const tasks = await Promise.all([1, 2].map(() => cluster.task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100 })));
  expect(tasks.map((task) => task.exitstatus)).toContain("can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout");
});

test('a taken id is refused at once', async () => {
  const reply = await testCluster().call('POST', '/nodes/pve1/qemu/9000/clone', { newid: 9001 });
  expect([reply.status, reply.statusText]).toEqual([500, 'unable to create VM 9001: config file already exists']);
});

test('a storage cannot be chosen for a linked clone', async () => {
  const reply = await testCluster().call('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100, storage: 'ceph-vm' });
  expect(reply.statusText).toBe("parameter 'storage' not allowed for linked clones");
});

test('while it runs the guest is locked and in no pool', async () => {
  const cluster = testCluster({ clone: 500 });
  await cluster.call('POST', '/pools', { poolid: 'acme' });
  const task = cluster.task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100, pool: 'acme' });
  await untilLocked(cluster, 100);
  expect((await cluster.call('PUT', '/nodes/pve1/qemu/100/config', { memory: 512 })).statusText).toBe('VM is locked (clone)');
  expect(cluster.sim.world.pools['acme']?.vms).toEqual([]);
  await task;
  expect(cluster.sim.world.pools['acme']?.vms).toEqual([100]);
  expect((await cluster.call('PUT', '/nodes/pve1/qemu/100/config', { memory: 512 })).status).toBe(200);
});

test('a deletion during the clone is accepted and follows it', async () => {
  const cluster = testCluster({ clone: 300 });
  const clone = cluster.task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100 });
  await untilLocked(cluster, 100);
  const destroy = cluster.task('DELETE', '/nodes/pve1/qemu/100');
  expect((await clone).exitstatus).toBe('OK');
  expect((await destroy).exitstatus).toBe('OK');
  expect(cluster.sim.world.guests[100]).toBeUndefined();
});

test('an aborted clone leaves nothing', async () => {
  const cluster = testCluster({ clone: 5000 });
  const { data } = await cluster.call('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100 });
  await untilLocked(cluster, 100);
  await cluster.call('DELETE', `/nodes/pve1/tasks/${String(data)}`);
  await cluster.sim.tasks.ended(String(data));
  expect(cluster.sim.world.tasks[0]?.exitstatus).toBe('clone failed: interrupted by signal');
  expect(cluster.sim.world.guests[100]).toBeUndefined();
  expect(Object.keys(cluster.sim.world.volumes).some((volid) => volid.includes('vm-100-'))).toBe(false);
});

test('a clone has its own MAC, identity and disk, and no template flag', async () => {
  const cluster = testCluster();
  await cluster.task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100, name: 'web', full: 1, target: 'pve2' });
  const { guests, volumes } = cluster.sim.world;
  const [template, made] = [guests[9000]?.config ?? {}, guests[100]?.config ?? {}];
  expect(guests[100]?.node).toBe('pve2');
  expect(made).toMatchObject({ name: 'web', scsi0: 'ceph-vm:vm-100-disk-0,discard=on,iothread=1,size=10G', tags: 'template' });
  expect(made).not.toHaveProperty('template');
  for (const key of ['net0', 'smbios1', 'vmgenid']) expect(made[key]).not.toBe(template[key]);
  expect(volumes['ceph-vm:vm-100-disk-0']?.parent).toBeNull();
});

test('a template with linked clones cannot be destroyed', async () => {
  const cluster = testCluster();
  await cluster.task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100 });
  expect((await cluster.task('DELETE', '/nodes/pve1/qemu/9000')).exitstatus).toContain('still in use');
});
