import { planEvacuationAction } from './actions/plan-evacuation.ts';
import { aCluster, aContext, aVm, wholeGuest, type FakeCluster } from './context-fixture.ts';
import type { RecoveryPoint, RecoveryVm } from './ports.ts';

const on = (vm: RecoveryVm, node = 'pve1') => wholeGuest(vm, node, 'unknown');
const shared = (vmid: number) => ({ storage: 'ceph', volid: `ceph:vm-${vmid}-disk-0`, vmid });
const point: RecoveryPoint = { volume: 'pbs:backup/vm/1/x', takenAt: new Date('2026-11-21T01:30:00Z'), storage: 'pbs', verified: true };

async function plan(cluster: FakeCluster, vms: RecoveryVm[], points: Record<number, RecoveryPoint[] | null> = {}) {
  const context = aContext(cluster, vms, { points });
  await planEvacuationAction.run(context);
  const machines = context.recall('evacuation') ?? [];
  return { context, fates: machines.map(({ vmid, how, to }) => [vmid, how, to]) };
}

test('a machine on shared storage moves to the node with the most memory', async () => {
  const vm = aVm(1);
  const { fates } = await plan(aCluster({ guests: [on(vm)], volumes: [shared(1)] }), [vm]);
  expect(fates).toEqual([[1, 'move', 'pve2']]);
});

test('a machine that had a second disk in the lost host is restored', async () => {
  const vm = aVm(1);
  const backupConfigs = { [point.volume]: 'scsi0: ceph:vm-1-disk-0,size=20G\nscsi1: lvm:vm-1-disk-1,size=5G\n' };
  const { context, fates } = await plan(aCluster({ guests: [on(vm)], volumes: [shared(1)], backupConfigs }), [vm], { 1: [point] });
  expect(fates).toEqual([[1, 'restore', 'pve2']]);
  expect(context.said[0]?.text).toContain('from the backup of 2026-11-21 01:30 UTC');
});

test('a cloud-init drive on shared storage is no disk', async () => {
  const vm = aVm(1);
  const { fates } = await plan(aCluster({ guests: [on(vm)], volumes: [{ storage: 'ceph', volid: 'ceph:vm-1-cloudinit', vmid: 1 }] }), [vm], { 1: [point] });
  expect(fates).toEqual([[1, 'restore', 'pve2']]);
});

test('one without disks and without backup is named as lost, and holds back nobody', async () => {
  const [gone, well] = [aVm(1), aVm(2, { networkId: 'net_2' })];
  const { fates, context } = await plan(aCluster({ guests: [on(gone), on(well)], volumes: [shared(2)] }), [gone, well]);
  expect(fates).toEqual([[1, 'lost', null], [2, 'move', 'pve2']]);
  expect(context.said[0]?.text).toContain('cannot be recovered');
});

test('backups that cannot be read hold back nobody who needs none', async () => {
  const vm = aVm(1);
  const { fates, context } = await plan(aCluster({ guests: [on(vm)], volumes: [shared(1)] }), [vm], { 1: null });
  expect(fates).toEqual([[1, 'move', 'pve2']]);
  expect(context.said[0]?.text).toBe('The backups of VM 1 cannot be read.');
});

test('the machines of one network go together, even when they would fit better apart', async () => {
  const vms = [aVm(1, { memoryGiB: 20 }), aVm(2, { memoryGiB: 10 })];
  const { fates } = await plan(aCluster({ guests: vms.map((vm) => on(vm)), volumes: [shared(1), shared(2)] }), vms);
  expect(fates.map(([, , to]) => to)).toEqual(['pve2', 'pve2']);
});

test('they go to where the rest of their network is', async () => {
  const [lost, there] = [aVm(1), aVm(2)];
  const { fates } = await plan(aCluster({ guests: [on(lost), wholeGuest(there, 'pve3')], volumes: [shared(1)] }), [lost, there]);
  expect(fates).toEqual([[1, 'move', 'pve3']]);
});

test('without room nothing is planned', async () => {
  const vm = aVm(1, { memoryGiB: 64 });
  await expect(plan(aCluster({ guests: [on(vm)], volumes: [shared(1)] }), [vm])).rejects.toMatchObject({ reason: { code: 'no-node-left' } });
});

test('machines of others are named and left alone; templates and machines elsewhere are not', async () => {
  const vm = aVm(1);
  const foreign = { ...on(aVm(700)), vmid: 700 };
  const { fates, context } = await plan(aCluster({ guests: [on(vm), foreign, on(aVm(701), 'pve2')], volumes: [shared(1)] }), [vm]);
  expect(fates).toEqual([[1, 'move', 'pve2']]);
  expect(context.said.at(-1)?.text).toBe('Not made by Vigie, so to be looked after by hand: 700 (guest-700).');
});

test('a node that answers is never evacuated', async () => {
  const cluster = aCluster();
  cluster.nodes[0]!.online = true;
  await expect(plan(cluster, [])).rejects.toMatchObject({ reason: { code: 'node-still-online' } });
});

test('without quorum nothing is planned', async () => {
  await expect(plan(aCluster({ quorate: false }), [])).rejects.toMatchObject({ reason: { code: 'no-quorum-left' } });
});
