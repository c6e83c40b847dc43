import { because } from '@vigie/contract/step-reasons';
import { StepFailure, StepRetry } from '../steps/failure.ts';
import type { ProxmoxPort } from '../steps/ports.ts';
import { hasMarker } from '../steps/pve/names.ts';
import { clusterResources } from '../steps/pve/resources.ts';
import { foreign, readConfig, type VmConfig } from '../steps/pve/vm.ts';
import type { VmRow } from '../store/vms.ts';

/** A machine where it is now, proven to be its order's. */
export interface OwnMachine {
  readonly node: string;
  readonly vmid: number;
  readonly path: { node: string; vmid: number };
  readonly running: boolean;
  readonly config: VmConfig;
}

type Known = Pick<VmRow, 'vmid' | 'order_id' | 'node'>;

/**
 * Finds the machine, wherever it was moved, and proves that it is the order's: nothing is done to another one that has its VMID by now.
 * Throws StepFailure (`vm-missing`, `vm-foreign`), or StepRetry while its node is offline or it is being moved.
 */
export async function ownMachine(pve: ProxmoxPort, vm: Known): Promise<OwnMachine> {
  const found = await findOwnMachine(pve, vm);
  if (!found) throw new StepFailure(because('vm-missing', { vmid: vm.vmid, node: vm.node ?? '-' }));
  return found;
}

/** The same; null when there is no machine of this VMID any more. */
export async function findOwnMachine(pve: ProxmoxPort, { vmid, order_id, node: known }: Known): Promise<OwnMachine | null> {
  const { guests, nodes } = await clusterResources(pve);
  const guest = guests.find((candidate) => candidate.vmid === vmid);
  if (guest && guest.type !== 'qemu') throw foreign(vmid);
  const node = guest?.node ?? known;
  if (node === null) return null;
  if (nodes.find((candidate) => candidate.node === node)?.status !== 'online') throw new StepRetry(because('vm-node-away', { vmid, node }));
  const path = { node, vmid };
  const config = await readConfig(pve, path);
  if (!config && guest) throw new StepRetry(because('vm-on-the-move', { vmid }));
  if (!config) return null;
  if (!hasMarker(config.description, { id: order_id })) throw foreign(vmid);
  return { node, vmid, path, config, running: await isRunning(pve, path) };
}

/** A machine that is paused runs: it has its memory. */
export async function isRunning(pve: ProxmoxPort, path: { node: string; vmid: number }): Promise<boolean> {
  const { status } = await pve.call<{ status: string }>('GET', '/nodes/{node}/qemu/{vmid}/status/current', path);
  return status === 'running';
}
