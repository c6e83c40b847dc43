import { cidrRange } from '@vigie/config/cidr';
import { networkOf } from '../allocate-network.ts';
import type { ProxmoxPort } from '../ports.ts';
import { firewallMarker } from '../pve/firewall-rules.ts';
import type { SetEntry } from '../pve/ip-set.ts';

/** A row of a node in `/cluster/status`. `ip` is what the other nodes know it by. */
export interface ClusterNode {
  name: string;
  online: boolean;
  ip: string | undefined;
}

export const nodeNetwork = `${firewallMarker}network of nodes`;

export async function clusterNodes(pve: ProxmoxPort): Promise<ClusterNode[]> {
  const rows = await pve.call<{ type: string; name: string; online?: number | string; ip?: string }[]>('GET', '/cluster/status', {});
  return rows.flatMap(({ type, name, online, ip }) => (type === 'node' ? [{ name, online: Number(online ?? 0) === 1, ip }] : []));
}

/**
 * What a tenant's machine must not reach, nor be reached from, beside its own network: the super-networks of all tenants, and the networks
 * that nodes have addresses in. Machines have no IPv6 but the addresses that every card gives itself; over these the node is reached, too.
 */
export async function closedNetworks(pve: ProxmoxPort, nodes: readonly ClusterNode[], superNetworks: readonly string[]): Promise<SetEntry[]> {
  const ofNodes: string[] = nodes.flatMap(({ ip }) => (ip !== undefined && /^[\d.]+$/.test(ip) ? [ip] : []));
  const online = nodes.filter((node) => node.online);
  const interfaces = online.map(({ name: node }) => pve.call<{ cidr?: string }[]>('GET', '/nodes/{node}/network', { node }));
  ofNodes.push(...(await Promise.all(interfaces)).flat().flatMap(({ cidr }) => networkOf(cidr)));
  const named = (comment: string) => (cidr: string) => ({ cidr, comment });
  return [
    ...widest([...superNetworks, ...ofNodes]).map((cidr) => named(superNetworks.includes(cidr) ? `${firewallMarker}super-network` : nodeNetwork)(cidr)),
    ...['fe80::/10', 'fc00::/7'].map(named(`${firewallMarker}local IPv6`)),
  ];
}

/** Each once, without those that lie within another: overlapping entries are no use, and not every firewall takes them. */
function widest(networks: readonly string[]): string[] {
  const all = [...new Set(networks)].map((cidr) => ({ cidr, ...cidrRange(cidr.includes('/') ? cidr : `${cidr}/32`) }));
  return all
    .filter((a, i) => !all.some((b, j) => i !== j && b.first <= a.first && a.last <= b.last && (b.first < a.first || a.last < b.last || j < i)))
    .map(({ cidr }) => cidr);
}
