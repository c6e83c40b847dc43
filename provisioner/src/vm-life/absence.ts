import { because } from '@vigie/contract/step-reasons';
import { StepRetry } from '../steps/failure.ts';
import type { ProxmoxPort } from '../steps/ports.ts';
import { clusterStatus } from '../steps/pve/cluster-status.ts';
import type { VmRow } from '../store/vms.ts';
import { findOwnMachine, type OwnMachine } from './own-machine.ts';

/**
 * The machine, or null when it is proven that there is none any more: somebody removed it in Proxmox. Only a cluster with quorum whose nodes
 * all answer is believed; of any other a machine that is not found is a StepRetry, because it may be on what cannot be read.
 */
export async function machineOrProvenAbsent(pve: ProxmoxPort, vm: Pick<VmRow, 'vmid' | 'order_id' | 'node'>): Promise<OwnMachine | null> {
  const machine = await findOwnMachine(pve, vm);
  if (machine) return machine;
  const { quorate, nodes } = await clusterStatus(pve);
  const away = nodes.find(({ online }) => !online);
  if (!quorate) throw new StepRetry(because('proxmox-no-quorum'));
  if (away) throw new StepRetry(because('vm-absence-unproven', { vmid: vm.vmid, node: away.name }));
  // What hid the machine may have ended between the two answers: only what is not found after the good one is gone.
  return findOwnMachine(pve, vm);
}
