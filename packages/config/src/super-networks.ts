import { cidrRange, cidrsOverlap } from './cidr.ts';
import type { ConfigMistake } from './config-error.ts';
import type { NetworksConfig, SuperNetwork } from './networks.ts';

const rank = { main: 0, addition: 1, reserve: 2 } as const satisfies Record<SuperNetwork['role'], number>;

/** The super-networks of a kind in the order in which they are used. */
export const inOrderOfUse = (superNetworks: readonly SuperNetwork[], kind: SuperNetwork['kind']): SuperNetwork[] =>
  superNetworks.filter((candidate) => candidate.kind === kind).sort((a, b) => rank[a.role] - rank[b.role]);

/** How many /24s of a super-network may be given: those that meet no exclusion. */
export function availableSubnets(superNetwork: string, exclusions: readonly string[]): number {
  const { first, last } = cidrRange(superNetwork);
  const met = exclusions.map(asNetwork).map(cidrRange).filter((range) => range.first <= last && range.last >= first);
  const excluded = new Set<number>();
  for (const range of met) {
    for (let subnet = Math.floor(Math.max(range.first, first) / 256); subnet * 256 <= Math.min(range.last, last); subnet++) excluded.add(subnet);
  }
  return (last + 1 - first) / 256 - excluded.size;
}

/** A bare address as a network of one. */
export const asNetwork = (exclusion: string): string => (exclusion.includes('/') ? exclusion : `${exclusion}/32`);

/** Exclusions that exclude nothing are mistyped; those that leave a kind nothing would stop its orders. */
export function uselessExclusions({ superNetworks, exclusions }: NetworksConfig): ConfigMistake[] {
  const kinds = [...new Set(superNetworks.map(({ kind }) => kind))];
  return [
    ...exclusions.flatMap((exclusion, i) =>
      superNetworks.some(({ cidr }) => cidrsOverlap(cidr, asNetwork(exclusion)))
        ? []
        : [{ path: `networks.exclusions[${i}]`, message: `${exclusion} is in no super-network, so nothing of it is ever given` }],
    ),
    ...kinds.flatMap((kind) =>
      inOrderOfUse(superNetworks, kind).some(({ cidr }) => availableSubnets(cidr, exclusions) > 0)
        ? []
        : [{ path: 'networks.exclusions', message: `leaves no network for tenants of the kind ${kind}` }],
    ),
  ];
}
