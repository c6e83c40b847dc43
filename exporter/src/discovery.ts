import { setApartShared } from './shared-addresses.ts';
import type { ClusterSnapshot } from './snapshot.ts';
import { findTargets, type ClusterTargets, type TargetGroup, type TargetOptions } from './targets.ts';
import type { ReportRead } from './trouble-log.ts';

/** What a pass found out, for the metrics. */
export interface DiscoveryPass {
  groups: readonly TargetGroup[];
  /** Left out of the groups: their address is another guest's too. */
  shared: readonly TargetGroup[];
  clusters: ReadonlyMap<string, ClusterTargets>;
  /** Every cluster was read in this pass. */
  complete: boolean;
}

/** Finds the guests to scrape over all clusters. */
export interface Discovery {
  /** The list as of now, for http_sd. Rejects when a cluster cannot be read: Prometheus then keeps the list that it has. */
  list(): Promise<TargetGroup[]>;
  /**
   * One pass for file_sd. A cluster that cannot be read keeps its last targets, so that it does not hold up the others;
   * null when it was never read since the start: then only the file on disk knows them.
   */
  refresh(): Promise<DiscoveryPass | null>;
}

export function createDiscovery(snapshots: readonly ClusterSnapshot[], options: TargetOptions, report: ReportRead): Discovery {
  const known = new Map<string, ClusterTargets>();

  const find = async (snapshot: ClusterSnapshot): Promise<ClusterTargets> => {
    try {
      const targets = await findTargets(snapshot, options);
      report(snapshot.cluster, 'discovery', null);
      return targets;
    } catch (error) {
      report(snapshot.cluster, 'discovery', error);
      throw error;
    }
  };

  return {
    async list() {
      const found = await Promise.all(snapshots.map(find));
      return setApartShared(found.flatMap(({ groups }) => groups)).groups;
    },

    async refresh() {
      const found = await Promise.allSettled(snapshots.map(find));
      snapshots.forEach(({ cluster }, i) => {
        const read = found[i];
        if (read?.status === 'fulfilled') known.set(cluster, read.value);
      });
      if (known.size < snapshots.length) return null;
      return {
        ...setApartShared(snapshots.flatMap(({ cluster }) => known.get(cluster)?.groups ?? [])),
        clusters: known,
        complete: found.every(({ status }) => status === 'fulfilled'),
      };
    },
  };
}
