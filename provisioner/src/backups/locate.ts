import { because } from '@vigie/contract/step-reasons';
import { StepFailure, StepRetry } from '../steps/failure.ts';
import type { ProxmoxPort } from '../steps/ports.ts';
import { hasMarker } from '../steps/pve/names.ts';
import { clusterResources } from '../steps/pve/resources.ts';
import { foreign, readConfig } from '../steps/pve/vm.ts';

/** A machine as its backup needs to know it. */
export interface VmToBackUp {
  vmid: number;
  orderId: string;
  /** The storage that its backup goes to. */
  storage: string;
}

/**
 * Where the machine is now: somebody may have moved it since it was placed. Throws a StepFailure when it is gone, when its VMID is another
 * machine's by now (whose data its tenant must never get), or when its node has not the storage; a StepRetry while its node is offline.
 */
export async function locate(pve: ProxmoxPort, { vmid, orderId, storage }: VmToBackUp): Promise<{ node: string; running: boolean }> {
  const { guests, nodes, storages } = await clusterResources(pve);
  const guest = guests.find((candidate) => candidate.vmid === vmid);
  if (!guest) throw new StepFailure(because('backup-vm-elsewhere', { vmid }));
  const { node, status } = guest;
  if (nodes.find((candidate) => candidate.node === node)?.status !== 'online') throw new StepRetry(because('backup-node-offline', { node }));
  const config = await readConfig(pve, { node, vmid });
  if (!config) throw new StepRetry(because('backup-not-started'));
  if (!hasMarker(config.description, { id: orderId })) throw foreign(vmid);
  const usable = storages.some((place) => place.storage === storage && place.node === node && place.content?.split(',').includes('backup'));
  if (!usable) throw new StepFailure(because('backup-storage-missing', { storage }));
  return { node, running: status === 'running' };
}
