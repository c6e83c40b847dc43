import type { NetworksConfig } from '@vigie/config/networks';
import { availableSubnets } from '@vigie/config/super-networks';
import type { NetworkPool } from '@vigie/contract/networks';

/** How full each super-network is. `used`: given /24s by super-network. */
export const networkPools = ({ superNetworks, exclusions }: NetworksConfig, used: ReadonlyMap<string, number>): NetworkPool[] =>
  superNetworks.map(({ cidr, kind, role }) => {
    const subnets = availableSubnets(cidr, exclusions);
    return { cidr, kind, role, subnets, excluded: availableSubnets(cidr, []) - subnets, used: used.get(cidr) ?? 0 };
  });
