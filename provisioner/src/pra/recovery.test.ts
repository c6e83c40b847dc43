import { confirmVmLost } from './actions/confirm-vm-lost.ts';
import { findBackup } from './actions/find-backup.ts';
import { restoreFromBackups } from './actions/restore-from-backups.ts';
import { restoreVm } from './actions/restore-vm.ts';
import { startRecovered } from './actions/start-recovered.ts';
import { aCluster, aContext, aVm, wholeGuest, type FakeCluster } from './context-fixture.ts';
import { moveConfigurations } from './guides/move-configurations.ts';
import { setAside } from './guides/set-aside.ts';
import type { RecoveryVm } from './ports.ts';

const evacuated = (vm: RecoveryVm, how: 'move' | 'restore', to = 'pve2') => ({
  vmId: vm.id, vmid: vm.vmid, name: vm.name, tenant: vm.tenant, memoryGiB: vm.memoryGiB, how, to,
  archive: how === 'restore' ? 'pbs:backup/vm/1/x' : null, takenAt: null,
});
const reason = (code: string) => ({ reason: { code } });

describe('restoring what was on local disks', () => {
  const vm = aVm(1);
  const facts = { evacuation: [evacuated(vm, 'restore')] };
  const restores = (vmid: number, node: string) => ({ ...wholeGuest(vm, node, 'stopped'), vmid });
  const restore = async (cluster: FakeCluster, context = aContext(cluster, [vm], { facts })) => {
    await restoreFromBackups.run(context);
    return context;
  };

  test('keeps VMID, pool and card, forces nothing, and starts nothing', async () => {
    const cluster = aCluster({ restores });
    const context = await restore(cluster);
    expect(cluster.changes).toEqual([{ path: '/nodes/pve2/qemu', params: { vmid: 1, archive: 'pbs:backup/vm/1/x', storage: 'ceph', pool: 'acme' } }]);
    expect(context.nodesSet).toEqual({ vm_1: 'pve2' });
  });

  test('is not done twice', async () => {
    const cluster = aCluster({ restores });
    const context = await restore(cluster);
    await restore(cluster, context);
    expect(cluster.changes).toHaveLength(1);
  });

  test('waits for the configuration that is still on the lost node', async () => {
    const cluster = aCluster({ guests: [wholeGuest(vm, 'pve1', 'unknown')] });
    await expect(restore(cluster)).rejects.toMatchObject(reason('config-not-moved'));
    expect(cluster.changes).toEqual([]);
  });

  test.each<[string, Record<string, string>]>([
    ['what a broken-off restore left', { name: 'web' }],
    ['a machine of somebody else', { description: 'mine', scsi0: 'ceph:vm-1-disk-0,size=20G' }],
    ['one that is still being restored', { description: `vigie:${vm.orderId}`, scsi0: 'ceph:vm-1-disk-0,size=20G', lock: 'create' }],
  ])('is never done over %s', async (_what, config) => {
    const cluster = aCluster({ guests: [{ vmid: 1, node: 'pve2', status: 'stopped', config }] });
    await expect(restore(cluster)).rejects.toMatchObject(reason('restore-left-over'));
    expect(cluster.changes).toEqual([]);
  });

  test('does not take a machine that came back with another card for its own', async () => {
    const cluster = aCluster({ restores: (vmid, node) => ({ ...restores(vmid, node), config: { ...restores(vmid, node).config, net0: 'virtio=00:00:00:00:00:09,bridge=t1' } }) });
    await expect(restore(cluster)).rejects.toMatchObject(reason('settings-not-kept'));
  });

  test('is not begun while the node answers', async () => {
    const cluster = aCluster({ restores });
    cluster.nodes[0]!.online = true;
    await expect(restore(cluster)).rejects.toMatchObject(reason('node-still-online'));
    expect(cluster.changes).toEqual([]);
  });

  test('is not needed when all disks were shared', async () => {
    expect(await restoreFromBackups.run(aContext(aCluster(), [vm], { facts: { evacuation: [evacuated(vm, 'move')] } }))).toBe('not-needed');
  });

  test('without a plan says that the plan is missing', async () => {
    await expect(restoreFromBackups.run(aContext(aCluster(), [vm]))).rejects.toMatchObject(reason('earlier-step-missing'));
  });
});

describe('a rehearsal of a restore', () => {
  const vm = aVm(1);
  const rehearsal = (verdicts: (('passed' | 'failed') | null)[]) => {
    const cluster = aCluster();
    const started: string[] = [];
    const tests = {
      start: (vmId: string) => Promise.resolve(`rst_${started.push(vmId)}`),
      state: () => Promise.resolve({ verdict: verdicts.shift() ?? null }),
    };
    return { cluster, started, context: aContext(cluster, [vm], { mode: 'rehearsal', tests }) };
  };

  test('begins one test, waits for it, and passes with it', async () => {
    const { context, started, cluster } = rehearsal([null, 'passed']);
    await expect(restoreVm.rehearse(context)).rejects.toMatchObject(reason('rehearsal-test-running'));
    await expect(restoreVm.rehearse(context)).rejects.toMatchObject(reason('rehearsal-test-running'));
    expect(await restoreVm.rehearse(context)).toBe('done');
    expect(started).toEqual(['vm_1']);
    expect(cluster.changes).toEqual([]);
  });

  test('fails with it, and a retry begins another', async () => {
    const { context, started } = rehearsal(['failed']);
    await expect(restoreVm.rehearse(context)).rejects.toMatchObject(reason('rehearsal-test-running'));
    await expect(restoreVm.rehearse(context)).rejects.toMatchObject(reason('rehearsal-test-failed'));
    await expect(restoreVm.rehearse(context)).rejects.toMatchObject(reason('rehearsal-test-running'));
    expect(started).toHaveLength(2);
  });
});

describe('starting the moved machines', () => {
  test('starts each once, on its new node only', async () => {
    const vms = [aVm(1), aVm(2)];
    const cluster = aCluster({ guests: [wholeGuest(vms[0]!, 'pve2', 'stopped'), wholeGuest(vms[1]!, 'pve2', 'running')] });
    const context = aContext(cluster, vms, { facts: { evacuation: vms.map((vm) => evacuated(vm, 'move')) } });
    await startRecovered.run(context);
    expect(cluster.changes.map(({ path }) => path)).toEqual(['/nodes/pve2/qemu/1/status/start']);
    expect(context.nodesSet).toEqual({ vm_1: 'pve2', vm_2: 'pve2' });
  });

  test('gives one its address again that Proxmox freed, before it starts', async () => {
    const vm = aVm(1);
    const cluster = aCluster({ guests: [wholeGuest(vm, 'pve2', 'stopped')], mappings: [] });
    await startRecovered.run(aContext(cluster, [vm], { facts: { evacuation: [evacuated(vm, 'move')] } }));
    expect(cluster.changes.map(({ path }) => path)).toEqual(['/cluster/sdn/vnets/t1/ips', '/cluster/sdn/vnets/t1/ips', '/nodes/pve2/qemu/1/status/start']);
    expect(cluster.mappings).toEqual([{ vnet: 't1', ip: '10.10.0.1', mac: vm.mac, vmid: 1 }]);
  });

  test('starts none whose address another card has by now', async () => {
    const vm = aVm(1);
    const cluster = aCluster({ guests: [wholeGuest(vm, 'pve2', 'stopped')], mappings: [{ vnet: 't1', ip: '10.10.0.1', mac: 'BC:24:11:00:00:09' }] });
    const start = startRecovered.run(aContext(cluster, [vm], { facts: { evacuation: [evacuated(vm, 'move')] } }));
    await expect(start).rejects.toMatchObject(reason('address-foreign'));
    expect(cluster.changes).toEqual([]);
  });

  test('one that cannot start does not hold back the others', async () => {
    const vms = [aVm(1), aVm(2)];
    const cluster = aCluster({ guests: [wholeGuest(vms[0]!, 'pve1', 'unknown'), wholeGuest(vms[1]!, 'pve2', 'stopped')] });
    const context = aContext(cluster, vms, { facts: { evacuation: vms.map((vm) => evacuated(vm, 'move')) } });
    await expect(startRecovered.run(context)).rejects.toMatchObject(reason('config-not-moved'));
    expect(cluster.changes.map(({ path }) => path)).toEqual(['/nodes/pve2/qemu/2/status/start']);
  });

  test('starts nothing while the lost node answers', async () => {
    const vm = aVm(1);
    const cluster = aCluster({ guests: [wholeGuest(vm, 'pve2', 'stopped')] });
    cluster.nodes[0]!.online = true;
    await expect(startRecovered.run(aContext(cluster, [vm], { facts: { evacuation: [evacuated(vm, 'move')] } }))).rejects.toMatchObject(reason('node-still-online'));
    expect(cluster.changes).toEqual([]);
  });
});

describe('moving the configurations', () => {
  const vms = [aVm(1), aVm(2)];
  const facts = { evacuation: [evacuated(vms[0]!, 'move'), evacuated(vms[1]!, 'restore')] };

  test('gives commands with real names, to move or to put aside', async () => {
    const context = aContext(aCluster(), vms, { facts });
    expect(await moveConfigurations.prepare(context)).toBe('needed');
    expect(context.said.filter(({ command }) => command).map(({ text }) => text)).toEqual([
      'mv /etc/pve/nodes/pve1/qemu-server/1.conf /etc/pve/nodes/pve2/qemu-server/',
      'mv /etc/pve/nodes/pve1/qemu-server/2.conf /root/2.conf.pve1',
    ]);
  });

  test('has cloud-init images of machines that are restored removed, and those of moved ones left', async () => {
    const volumes = [1, 2].map((vmid) => ({ storage: 'ceph', volid: `ceph:vm-${vmid}-cloudinit`, vmid }));
    const cluster = aCluster({ guests: [wholeGuest(vms[0]!, 'pve2', 'stopped')], volumes });
    const context = aContext(cluster, vms, { facts });
    await moveConfigurations.prepare(context);
    expect(context.said.at(-1)).toEqual({ text: 'pvesm free ceph:vm-2-cloudinit', command: true });
    expect((await moveConfigurations.look!(context)).reached).toBe(false);
    cluster.volumes = volumes.slice(0, 1);
    expect((await moveConfigurations.look!(context)).reached).toBe(true);
  });

  test('a rehearsal gives nobody a command to copy', async () => {
    const context = aContext(aCluster(), vms, { facts, mode: 'rehearsal' });
    await moveConfigurations.prepare(context);
    expect(context.said.filter(({ command }) => command)).toEqual([]);
  });

  test.each<[string, [number, string][], boolean]>([
    ['nothing was moved', [[1, 'pve1'], [2, 'pve1']], false],
    ['one was moved to the wrong node', [[1, 'pve3']], false],
    ['one was not put aside', [[1, 'pve2'], [2, 'pve1']], false],
    ['both are right', [[1, 'pve2']], true],
  ])('when %s', async (_what, places, reached) => {
    const guests = places.map(([vmid, node]) => ({ ...wholeGuest(aVm(vmid), node, 'stopped') }));
    expect((await moveConfigurations.look!(aContext(aCluster({ guests }), vms, { facts }))).reached).toBe(reached);
  });
});

describe('a lost machine', () => {
  const vm = aVm(1);
  const online = aCluster().nodes.map((node) => ({ ...node, online: true }));

  test.each<[string, FakeCluster, string]>([
    ['runs', aCluster({ nodes: online, guests: [wholeGuest(vm, 'pve1', 'running')] }), 'vm-still-there'],
    ['is paused', aCluster({ nodes: online, guests: [wholeGuest(vm, 'pve1', 'paused')] }), 'vm-still-there'],
    ['went with its node', aCluster({ guests: [wholeGuest(vm, 'pve1', 'unknown')] }), 'vm-node-offline'],
    ['cannot be brought back without quorum', aCluster({ quorate: false }), 'no-quorum-left'],
    ['has no place', aCluster({ nodes: [{ name: 'pve2', online: true, freeGiB: 1 }] }), 'no-node-left'],
  ])('that %s is not recovered', async (_what, cluster, code) => {
    await expect(confirmVmLost.run(aContext(cluster, [vm]))).rejects.toMatchObject(reason(code));
  });

  test('that is missing comes back beside its network, and nothing has to be put aside', async () => {
    const neighbour = aVm(2);
    const context = aContext(aCluster({ guests: [wholeGuest(neighbour, 'pve3')] }), [vm, neighbour]);
    await confirmVmLost.run(context);
    expect(context.recall('lostVm')).toEqual({ node: 'pve3', configThere: false });
    expect(await setAside.prepare(context)).toBe('not-needed');
  });

  test('that is broken comes back on its node, once its rest was put aside', async () => {
    const cluster = aCluster({ nodes: online, guests: [wholeGuest(vm, 'pve1', 'stopped')] });
    const context = aContext(cluster, [vm]);
    await confirmVmLost.run(context);
    expect(context.recall('lostVm')).toEqual({ node: 'pve1', configThere: true });
    expect(await setAside.prepare(context)).toBe('needed');
    expect(context.said.at(-1)).toEqual({ text: 'mv /etc/pve/nodes/pve1/qemu-server/1.conf /root/1.conf.exe_1', command: true });
    expect((await setAside.look!(context)).reached).toBe(false);
    cluster.guests = [];
    expect((await setAside.look!(context)).reached).toBe(true);
  });

  test.each([true, false])('whose cloud-init image is left (with its configuration: %s) has that removed: a restore would fail on it', async (configThere) => {
    const volumes = [1, 2].flatMap((vmid) => ['cloudinit', 'disk-0'].map((name) => ({ storage: 'ceph', volid: `ceph:vm-${vmid}-${name}`, vmid })));
    const cluster = aCluster({ nodes: online, volumes });
    const context = aContext(cluster, [vm], { facts: { lostVm: { node: 'pve1', configThere } } });
    expect(await setAside.prepare(context)).toBe('needed');
    const commands = context.said.filter(({ command }) => command).map(({ text }) => text);
    expect(commands).toEqual([...(configThere ? ['mv /etc/pve/nodes/pve1/qemu-server/1.conf /root/1.conf.exe_1'] : []), 'pvesm free ceph:vm-1-cloudinit']);
    expect((await setAside.look!(context)).reached).toBe(false);
    cluster.volumes = volumes.slice(1);
    expect((await setAside.look!(context)).reached).toBe(true);
  });

  test('without a backup is told so', async () => {
    await expect(findBackup.run(aContext(aCluster(), [vm]))).rejects.toMatchObject(reason('no-backup-to-recover'));
  });
});
