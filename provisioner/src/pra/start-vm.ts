import { TaskFailedError } from '@vigie/proxmox/errors';
import { because } from '@vigie/contract/step-reasons';
import { StepFailure, StepRetry } from '../steps/failure.ts';
import { ensureMapping } from '../steps/pve/address-mapping.ts';
import { agentAddresses } from '../steps/pve/agent.ts';
import { runTask } from '../steps/pve/task.ts';
import type { RecoveryCluster, RecoveryVm, StepContext } from './ports.ts';
import { guestNode } from './restore-vm.ts';

const deadlineMs = 5 * 60_000;

/** Starts the machine on the node where it must be by now, unless it runs. */
export async function ensureStarted(context: StepContext, cluster: RecoveryCluster, vm: RecoveryVm, node: string): Promise<'started' | 'ran'> {
  const at = await guestNode(cluster, vm.vmid);
  if (at === null) throw new StepFailure(because('vm-missing', { vmid: vm.vmid, node }));
  if (at !== node) throw new StepFailure(because('config-not-moved', { vmids: vm.vmid, node: at }));
  if (await isRunning(cluster, vm, node)) return 'ran';
  await context.stillWanted();
  await ensureAddresses(cluster, vm);
  const { pve } = cluster;
  const path = { node, vmid: vm.vmid };
  try {
    await runTask(
      { pve, tasks: context.ports.tasks, owner: context.executionId },
      {
        key: `start/${vm.vmid}`, node, type: 'qmstart', vmid: vm.vmid, deadlineMs,
        send: () => pve.call<string>('POST', '/nodes/{node}/qemu/{vmid}/status/start', path),
      },
    );
  } catch (error) {
    // A start that met another start fails, and the VM runs: its state decides.
    if (!(error instanceof TaskFailedError) || !(await isRunning(cluster, vm, node))) throw error;
  }
  if (!(await isRunning(cluster, vm, node))) throw new StepRetry(because('vm-not-recovered', { vmid: vm.vmid, node }));
  return 'started';
}

/**
 * Proxmox frees the addresses of a machine that is deleted, and gives the first free one to a card that has none when it starts: that may
 * be another one, or that of another machine which is still to be recovered.
 */
async function ensureAddresses({ pve, config }: RecoveryCluster, { vnet, vmid, mac, addresses }: RecoveryVm): Promise<void> {
  if (mac === null) return;
  for (const ip of addresses) await ensureMapping(pve, { zone: config.sdn.zone, vnet }, { ip, mac, vmid });
}

export async function isRunning({ pve }: RecoveryCluster, { vmid }: { vmid: number }, node: string): Promise<boolean> {
  const { status } = await pve.call<{ status: string }>('GET', '/nodes/{node}/qemu/{vmid}/status/current', { node, vmid });
  return status === 'running';
}

/** True when the guest's agent answers and tells the machine's addresses. */
export async function isReachable({ pve }: RecoveryCluster, { vmid, addresses }: RecoveryVm, node: string): Promise<boolean> {
  const seen = await agentAddresses(pve, { node, vmid });
  return seen !== null && addresses.every((address) => seen.includes(address));
}
