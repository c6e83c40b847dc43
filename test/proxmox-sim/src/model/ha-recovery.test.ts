import { changeNode } from '../control/change-node.ts';
import { testCluster } from '../testing.ts';
import type { TestCluster } from '../testing.ts';
import { superviseHa } from './ha-recovery.ts';

/** A running guest 100 on pve1 that HA manages, its disks on `storage`. */
async function managed(storage = 'ceph-vm', delays = {}): Promise<TestCluster> {
  const cluster = testCluster(delays);
  const { sim, task } = cluster;
  await task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100, name: 'web', full: 1, storage });
  sim.world.ha.resources['vm:100'] = { state: 'started' };
  sim.world.ha.manager = { 'vm:100': 'started' };
  await task('POST', '/nodes/pve1/qemu/100/status/start');
  await sim.tasks.drain();
  expect(sim.world.guests[100]?.running).not.toBeNull();
  return cluster;
}

/** As if so many seconds had gone by since the node was lost. */
function letPass({ sim }: TestCluster, seconds: number): void {
  const node = sim.world.nodes['pve1'];
  if (node?.lostAt === undefined) throw new Error('pve1 is not lost');
  node.lostAt -= seconds;
  superviseHa(sim);
}

test('a managed guest of a lost node stays there until the node is fenced, and then runs on another', async () => {
  const cluster = await managed('ceph-vm', { fence: 120_000 });
  const { sim } = cluster;
  const { guests, ha } = sim.world;
  changeNode(sim, 'pve1', { online: false });
  expect([guests[100]?.node, ha.manager?.['vm:100']]).toEqual(['pve1', 'started']);
  letPass(cluster, 61);
  expect([guests[100]?.node, ha.manager?.['vm:100']]).toEqual(['pve1', 'fence']);
  letPass(cluster, 61);
  await sim.tasks.drain();
  expect([guests[100]?.node, ha.manager?.['vm:100']]).toEqual(['pve2', 'started']);
  expect(guests[100]?.running).not.toBeNull();
});

test('a guest that nobody manages stays where it is, and so does a managed one that is not to run', async () => {
  const { sim, task } = await managed();
  await task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 101, full: 1 });
  sim.world.ha.resources['vm:100'] = { state: 'stopped' };
  changeNode(sim, 'pve1', { online: false });
  expect([sim.world.guests[100]?.node, sim.world.guests[101]?.node]).toEqual(['pve1', 'pve1']);
});

test('without quorum nothing is recovered; with it again it is', async () => {
  const { sim } = await managed();
  sim.world.cluster.qdevice = false;
  changeNode(sim, 'pve1', { online: false });
  expect(sim.world.guests[100]?.node).toBe('pve1');
  sim.world.cluster.qdevice = true;
  superviseHa(sim);
  await sim.tasks.drain();
  expect(sim.world.guests[100]).toMatchObject({ node: 'pve2', running: { pid: expect.any(Number) as number } });
});

test('its local disk is not there: the configuration moves, the start fails, the service is in error', async () => {
  const { sim } = await managed('local-lvm');
  changeNode(sim, 'pve1', { online: false });
  await sim.tasks.drain();
  expect(sim.world.guests[100]).toMatchObject({ node: 'pve2', running: null });
  expect(sim.world.tasks[0]).toMatchObject({ type: 'qmstart', node: 'pve2', exitstatus: 'no such logical volume pve/vm-100-disk-0' });
  expect(sim.world.ha.manager?.['vm:100']).toBe('error');
});

test('a strict rule that allows no other node keeps the guest in recovery until its node is back', async () => {
  const { sim } = await managed();
  sim.world.ha.rules['here'] = { type: 'node-affinity', resources: 'vm:100', nodes: 'pve1', strict: '1' };
  changeNode(sim, 'pve1', { online: false });
  expect([sim.world.guests[100]?.node, sim.world.ha.manager?.['vm:100']]).toEqual(['pve1', 'recovery']);
  changeNode(sim, 'pve1', { online: true });
  await sim.tasks.drain();
  expect([sim.world.guests[100]?.running === null, sim.world.ha.manager?.['vm:100']]).toEqual([false, 'started']);
});

test('a node that is back in time starts what it ran', async () => {
  const { sim } = await managed('ceph-vm', { fence: 120_000 });
  changeNode(sim, 'pve1', { online: false });
  changeNode(sim, 'pve1', { online: true });
  await sim.tasks.drain();
  expect(sim.world.guests[100]).toMatchObject({ node: 'pve1', running: { pid: expect.any(Number) as number } });
});
