import type { ClusterConfig } from '@vigie/config/clusters';
import type { ProxmoxPort, StepNetwork } from '../ports.ts';
import { orNull } from './read.ts';

interface Pending {
  /** new, changed or deleted: written, but not applied. */
  state?: string;
}

export interface Zone extends Pending {
  zone: string;
  type: string;
  dhcp?: string;
  ipam?: string;
}

export interface Vnet extends Pending {
  vnet: string;
  zone: string;
  alias?: string;
}

export interface Subnet extends Pending {
  subnet: string;
  cidr?: string;
  gateway?: string;
  snat?: number | string;
}

/** `config` is what is written, `running` what was applied; `pending` compares them: its rows differ while they have a `state`. */
export type View = 'config' | 'pending' | 'running';

const view = (which: View) => (which === 'config' ? {} : { [which]: 1 });

export const zoneOf = async (pve: ProxmoxPort, zone: string, which: View): Promise<Zone | null> =>
  (await pve.call<Zone[]>('GET', '/cluster/sdn/zones', {}, view(which))).find((found) => found.zone === zone) ?? null;

export const vnetOf = async (pve: ProxmoxPort, vnet: string, which: View): Promise<Vnet | null> =>
  (await pve.call<Vnet[]>('GET', '/cluster/sdn/vnets', {}, view(which))).find((found) => found.vnet === vnet) ?? null;

export async function subnetOf(pve: ProxmoxPort, vnet: string, cidr: string, which: View): Promise<Subnet | null> {
  const subnets = await orNull(pve.call<Subnet[]>('GET', '/cluster/sdn/vnets/{vnet}/subnets', { vnet }, view(which)));
  // The id is <zone>-<address>-<bits>; `cidr` is not in every answer.
  return (subnets ?? []).find(({ subnet, cidr: text }) => text === cidr || subnet.endsWith(`-${cidr.replace('/', '-')}`)) ?? null;
}

/** What the VNet's alias says, by which we know it as ours. */
export const vnetAlias = (network: Pick<StepNetwork, 'id' | 'tenant'>): string => `vigie ${network.tenant} ${network.id}`;

/** Parameters of the tenant's subnet. The DHCP range is where our addresses come from; dnsmasq serves only those that are registered. */
export function subnetParameters(cluster: ClusterConfig, network: StepNetwork): Record<string, unknown> {
  const base = network.cidr.replace(/0\/24$/, '');
  const dhcp = cluster.sdn.dhcp === 'dnsmasq' ? { 'dhcp-range': [`start-address=${base}10,end-address=${base}250`] } : {};
  return { subnet: network.cidr, type: 'subnet', gateway: network.gateway, snat: cluster.sdn.snat ? 1 : 0, ...dhcp };
}
