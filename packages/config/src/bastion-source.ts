import { cidrsOverlap } from './cidr.ts';
import type { VigieConfig } from './schema.ts';

type Parts = Pick<VigieConfig, 'bastion' | 'clusters'>;

const asNetwork = (from: string): string => (from.includes('/') ? from : `${from}/32`);

/**
 * The address from which machines see the bastion: the one that is said, or its host when that is one. Null for a name (what it resolves to
 * here may be another address than the machines see) and for this host itself.
 */
export function bastionSource({ bastion }: Pick<VigieConfig, 'bastion'>): string | null {
  if (!bastion) return null;
  if (bastion.sourceAddress !== undefined) return bastion.sourceAddress;
  return /^\d+(\.\d+){3}$/.test(bastion.host) && !bastion.host.startsWith('127.') ? bastion.host : null;
}

/** The clusters with the bastion among those who are let in: their firewall rules are made of that. */
export function withBastionLetIn<Config extends Parts>(config: Config): Config {
  const source = bastionSource(config);
  if (source === null) return config;
  const clusters = config.clusters.map((cluster) => {
    const { allowFrom } = cluster.isolation;
    const isIn = allowFrom.some((from) => cidrsOverlap(asNetwork(from), `${source}/32`));
    return isIn ? cluster : { ...cluster, isolation: { ...cluster.isolation, allowFrom: [...allowFrom, source] } };
  });
  return { ...config, clusters };
}

/** Clusters whose machines nobody lets the bastion into, as far as the configuration tells. */
export function clustersClosedToBastion(config: Parts): string[] {
  if (!config.bastion || bastionSource(config) !== null) return [];
  return config.clusters.filter(({ isolation }) => isolation.mode === 'required' && isolation.allowFrom.length === 0).map(({ name }) => name);
}
