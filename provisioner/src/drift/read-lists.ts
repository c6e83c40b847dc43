import type { ClusterConfig } from '@vigie/config/clusters';
import { sharedGaps } from '../steps/isolation/shared-gaps.ts';
import type { ProxmoxPort } from '../steps/ports.ts';
import { clusterResources } from '../steps/pve/resources.ts';
import type { Vnet } from '../steps/pve/sdn.ts';
import type { Seen } from './facts.ts';

/** Reads the lists of a cluster: four calls, and three more where machines are isolated. Throws when one of them cannot be read. */
export async function readLists(pve: ProxmoxPort, cluster: ClusterConfig, nodeExporterPort: number): Promise<Seen> {
  const [{ guests, nodes }, pools, vnets, applied, gaps] = await Promise.all([
    clusterResources(pve),
    pve.call<{ poolid: string; comment?: string }[]>('GET', '/pools', {}),
    pve.call<Vnet[]>('GET', '/cluster/sdn/vnets', {}),
    pve.call<Vnet[]>('GET', '/cluster/sdn/vnets', {}, { running: 1 }),
    cluster.isolation.mode === 'off' ? [] : sharedGaps(pve, cluster, nodeExporterPort),
  ]);
  return {
    guests: new Map(guests.map((guest) => [guest.vmid, guest])),
    onlineNodes: new Set(nodes.filter(({ status }) => status === 'online').map(({ node }) => node)),
    pools, vnets, applied, sharedGaps: gaps,
  };
}
