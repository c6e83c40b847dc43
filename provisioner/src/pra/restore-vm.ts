import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../steps/failure.ts';
import { hasMarker, poolName } from '../steps/pve/names.ts';
import { clusterResources } from '../steps/pve/resources.ts';
import { runTask } from '../steps/pve/task.ts';
import { readConfig } from '../steps/pve/vm.ts';
import { hasDisk } from './disks.ts';
import type { RecoveryCluster, RecoveryVm, StepContext } from './ports.ts';

const deadlineMs = 60 * 60_000;

/**
 * Restores a machine under its own VMID, with its MAC and network, unless it is there already. Never over anything: what is there and is
 * not the whole machine, or is on another node, is for a person to look at.
 */
export async function ensureRestored(
  context: StepContext,
  { cluster, vm, node, archive }: { cluster: RecoveryCluster; vm: RecoveryVm; node: string; archive: string },
): Promise<'restored' | 'there'> {
  const { ports, executionId } = context;
  const { pve, config } = cluster;
  const key = `restore/${vm.vmid}`;
  const before = await guestNode(cluster, vm.vmid);
  if (before !== null && (await ports.tasks.find(executionId, key)) === null) {
    if (before !== node) throw new StepFailure(because('config-not-moved', { vmids: vm.vmid, node: before }));
    await requireWhole(cluster, vm, node);
    return 'there';
  }
  await context.stillWanted();
  await runTask(
    { pve, tasks: ports.tasks, owner: executionId },
    {
      key, node, type: 'qmrestore', vmid: vm.vmid, deadlineMs,
      // Without `unique` it keeps its MAC, so its address; without `force` it is never restored over another one.
      send: () =>
        pve.call<string>('POST', '/nodes/{node}/qemu', { node }, { vmid: vm.vmid, archive, storage: config.storage, pool: poolName(vm.tenant) }),
    },
  );
  await requireWhole(cluster, vm, node);
  await ports.vms.setNode(vm.id, node);
  return 'restored';
}

/** On which node the cluster lists the VMID, null on none. */
export async function guestNode({ pve }: RecoveryCluster, vmid: number): Promise<string | null> {
  const { guests } = await clusterResources(pve);
  return guests.find((guest) => guest.vmid === vmid)?.node ?? null;
}

async function requireWhole({ pve }: RecoveryCluster, vm: RecoveryVm, node: string): Promise<void> {
  const config = await readConfig(pve, { node, vmid: vm.vmid });
  const whole = config !== null && hasMarker(config.description, { id: vm.orderId }) && config.lock === undefined && hasDisk(config);
  if (!whole) throw new StepFailure(because('restore-left-over', { vmid: vm.vmid, node }));
  const card = String(config.net0 ?? '').toUpperCase();
  if (vm.mac !== null && !card.includes(vm.mac.toUpperCase())) throw new StepFailure(because('settings-not-kept', { settings: 'net0' }));
}
