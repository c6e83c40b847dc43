import type { ClusterConfig } from '@vigie/config/clusters';
import { ProxmoxError } from '@vigie/proxmox/errors';
import { parsePropertyString } from '@vigie/proxmox/property-string';
import { guestGaps } from '../steps/isolation/guest-gaps.ts';
import type { ProxmoxPort } from '../steps/ports.ts';
import { hasMarker } from '../steps/pve/names.ts';
import { readConfig, type VmConfig } from '../steps/pve/vm.ts';
import type { KnownVm } from '../store/settled-vms.ts';
import type { Detail } from './facts.ts';

/**
 * Reads the settings of a machine: one call, and five more where machines are isolated. Null when it cannot be read now: it vanished, it
 * moved, or its node went away. What the token may not read is thrown: it would never be read.
 */
export async function readDetail(pve: ProxmoxPort, cluster: ClusterConfig, vm: KnownVm, node: string): Promise<Detail | null> {
  const path = { node, vmid: vm.vmid };
  try {
    const config = await readConfig(pve, path);
    if (!config) return null;
    const ours = hasMarker(config.description, { id: vm.orderId });
    const gaps = !ours || cluster.isolation.mode === 'off' ? [] : await guestGaps(pve, path, config, vm);
    return { ours, ...sizesOf(config), gaps };
  } catch (error) {
    if (error instanceof ProxmoxError && error.kind !== 'permission' && error.kind !== 'authentication') return null;
    throw error;
  }
}

/** With changes that wait for the next start. What is not set is what Proxmox takes then. */
function sizesOf({ sockets = 1, cores = 1, memory = 512 }: VmConfig): Pick<Detail, 'cores' | 'memoryGiB'> {
  const mebibytes = parsePropertyString(String(memory), 'current').current;
  return { cores: Number(sockets) * Number(cores), memoryGiB: Number(mebibytes) / 1024 };
}
