import { testCluster, type TestCluster } from '../testing.ts';
import { moveConfig } from './move-config.ts';

async function guestOnDeadNode(storage?: string): Promise<TestCluster & { vmid: number }> {
  const cluster = testCluster();
  await cluster.task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 20_000, name: 'web', full: 1, ...(storage && { storage }) });
  await cluster.task('POST', '/nodes/pve1/qemu/20000/status/start');
  cluster.sim.world.nodes['pve1']!.online = false;
  cluster.sim.world.guests[20_000]!.running = null;
  return { ...cluster, vmid: 20_000 };
}

test('a dead node still has its guests in the list, and nothing can be asked of it', async () => {
  const { call, vmid } = await guestOnDeadNode();
  const { data } = await call('GET', '/cluster/resources', { type: 'vm' });
  expect((data as { vmid: number }[]).find((row) => row.vmid === vmid)).toMatchObject({ node: 'pve1', status: 'unknown' });
  expect((await call('GET', `/nodes/pve1/qemu/${vmid}/config`)).status).toBe(595);
});

test('with its configuration on another node a guest on shared storage starts there, with its MAC', async () => {
  const { sim, task, vmid } = await guestOnDeadNode();
  const before = sim.world.guests[vmid]!.config['net0'];
  moveConfig(sim, sim.world.guests[vmid]!, 'pve2');
  expect((await task('POST', `/nodes/pve2/qemu/${vmid}/status/start`)).exitstatus).toBe('OK');
  expect(sim.world.guests[vmid]).toMatchObject({ node: 'pve2', config: { net0: before } });
});

test('a disk on the dead node keeps its guest there', async () => {
  const { sim, vmid } = await guestOnDeadNode('local-lvm');
  expect(() => moveConfig(sim, sim.world.guests[vmid]!, 'pve2')).toThrow('is on node pve1 only');
});

test('a configuration that was put aside frees its VMID', async () => {
  const { sim, call, vmid } = await guestOnDeadNode('local-lvm');
  moveConfig(sim, sim.world.guests[vmid]!, null);
  expect((await call('GET', '/cluster/nextid', { vmid })).status).toBe(200);
});

test('a guest that runs is not moved', async () => {
  const { sim, task } = testCluster();
  await task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 20_000, full: 1 });
  await task('POST', '/nodes/pve1/qemu/20000/status/start');
  expect(() => moveConfig(sim, sim.world.guests[20_000]!, 'pve2')).toThrow('runs');
});

test('nothing is moved to a node that is off', async () => {
  const { sim, vmid } = await guestOnDeadNode();
  sim.world.nodes['pve2']!.online = false;
  expect(() => moveConfig(sim, sim.world.guests[vmid]!, 'pve2')).toThrow('no node pve2 is online');
});
