import { valueOf } from '@vigie/contract/drift-values';
import { vnetAlias } from '../steps/pve/sdn.ts';
import type { Finding } from '../store/drift.ts';
import type { Facts } from './facts.ts';

/** VNets of our zone that Vigie does not know, and networks of tenants that are not there as Vigie made them. */
export function compareNetworks({ known: { cluster, networks }, seen }: Facts): Finding[] {
  const { zone } = cluster.sdn;
  const unknown = seen.vnets
    .filter((vnet) => vnet.zone === zone && !networks.some((network) => network.vnet === vnet.vnet))
    .map(({ vnet, alias }): Finding => ({
      key: `network-unknown/${vnet}`, kind: 'network-unknown', tenant: null, object: vnet, expected: [], seen: [valueOf('network', { name: alias ?? vnet, zone })],
    }));
  const missing = networks.filter(({ active }) => active).flatMap((network): Finding[] => {
    const { vnet, cidr, tenant } = network;
    const alias = vnetAlias(network);
    const found = seen.applied.find((candidate) => candidate.vnet === vnet);
    if (found?.zone === zone && found.alias === alias) return [];
    return [{
      key: `network-missing/${vnet}`, kind: 'network-missing', tenant, object: `${vnet} (${cidr})`,
      expected: [valueOf('network', { name: alias, zone })],
      seen: found ? [valueOf('network', { name: found.alias ?? vnet, zone: found.zone })] : [],
    }];
  });
  return [...unknown, ...missing];
}
