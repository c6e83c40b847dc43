import type { ClusterConfig } from '@vigie/config/clusters';
import { ProxmoxError } from '@vigie/proxmox/errors';
import { guestGaps } from '../steps/isolation/guest-gaps.ts';
import type { ProxmoxPort } from '../steps/ports.ts';
import { hasMarker } from '../steps/pve/names.ts';
import { readConfig } from '../steps/pve/vm.ts';
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
    if (!hasMarker(config.description, { id: vm.orderId })) return { ours: false, gaps: [] };
    return { ours: true, gaps: cluster.isolation.mode === 'off' ? [] : await guestGaps(pve, path, config, vm) };
  } catch (error) {
    if (error instanceof ProxmoxError && error.kind !== 'permission' && error.kind !== 'authentication') return null;
    throw error;
  }
}
