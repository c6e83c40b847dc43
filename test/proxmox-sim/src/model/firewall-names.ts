import type { FirewallAlias, IpSet, World } from '../state/world.ts';

/** IP sets by name, aliases by their name in lower case. */
export interface FirewallNames {
  ipsets: Record<string, IpSet>;
  aliases: Record<string, FirewallAlias>;
}

/** Those of the datacenter. */
export function clusterNames({ firewall }: World): FirewallNames {
  return { ipsets: (firewall.ipsets ??= {}), aliases: (firewall.aliases ??= {}) };
}

/** The IP sets that Proxmox makes of each VNet with subnets. */
export function sdnSets({ sdn }: World): string[] {
  const vnets = new Set(Object.values(sdn.running.subnets).map((subnet) => String(subnet['vnet'])));
  return [...vnets].flatMap((vnet) => ['all', 'gateway', 'no-gateway', 'dhcp'].map((kind) => `${vnet}-${kind}`));
}

/** A row of `.../firewall/refs`: what a rule may name. */
interface Reference {
  type: 'alias' | 'ipset';
  name: string;
  ref: string;
  scope: string;
  comment?: string;
}

/** What every rule may name. */
export function clusterReferences(world: World): Reference[] {
  const sets = sdnSets(world).map((name) => ({ type: 'ipset' as const, name, ref: `+sdn/${name}`, scope: 'sdn' }));
  return [...references('dc', clusterNames(world)), ...sets];
}

/** All names of one scope. */
export function references(scope: string, { ipsets, aliases }: FirewallNames): Reference[] {
  const comment = (given: string | undefined): { comment?: string } => (given === undefined ? {} : { comment: given });
  return [
    ...Object.values(aliases).map((alias) => ({ type: 'alias' as const, name: alias.name, ref: `${scope}/${alias.name}`, scope, ...comment(alias.comment) })),
    ...Object.entries(ipsets).map(([name, set]) => ({ type: 'ipset' as const, name, ref: `+${scope}/${name}`, scope, ...comment(set.comment) })),
  ];
}
