import { vnetAlias } from '../steps/pve/sdn.ts';
import type { Finding } from '../store/drift.ts';
import type { Facts } from './facts.ts';

/** VNets of our zone that Vigie does not know, and networks of tenants that are not there as Vigie made them. */
export function compareNetworks({ known: { cluster, networks }, seen }: Facts): Finding[] {
  const { zone } = cluster.sdn;
  const unknown = seen.vnets
    .filter((vnet) => vnet.zone === zone && !networks.some((network) => network.vnet === vnet.vnet))
    .map(({ vnet, alias }): Finding => ({
      key: `network-unknown/${vnet}`, kind: 'network-unknown', tenant: null, object: vnet, expected: null, seen: alias ?? vnet,
    }));
  const missing = networks.filter(({ active }) => active).flatMap((network): Finding[] => {
    const { vnet, cidr, tenant } = network;
    const alias = vnetAlias(network);
    const found = seen.applied.find((candidate) => candidate.vnet === vnet);
    if (found?.zone === zone && found.alias === alias) return [];
    const other = found ? `${found.zone}: ${found.alias ?? vnet}` : null;
    return [{ key: `network-missing/${vnet}`, kind: 'network-missing', tenant, object: `${vnet} (${cidr})`, expected: `${zone}: ${alias}`, seen: other }];
  });
  return [...unknown, ...missing];
}
