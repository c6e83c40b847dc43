import { newInventory } from '../cluster/inventory.ts';
import { pickGuests } from '../cluster/pick-guests.ts';
import type { BoundCollector } from '../background/bind.ts';
import type { Collector } from '../collectors/collector.ts';
import type { PveSwitches } from '../http/target-routes.ts';
import type { ClusterSnapshot } from '../cluster/snapshot.ts';
import type { WatchedCluster } from '../cluster/watched-cluster.ts';

/**
 * The collectors whose facts prometheus-pve-exporter reads of one node, and tells with `node=1` of the node that is the target:
 * its users scrape every node with it, and one of them with `cluster=1`.
 */
const nodeCollectors: readonly string[] = ['onboot', 'replication', 'subscription'];

/** What a scrape of one target runs. */
export interface ClusterView {
  cluster: WatchedCluster;
  collectors: readonly Collector[];
}

/** `host` is how the target was named, null when it was by the cluster's name: then the facts are of all nodes. */
export function clusterView(cluster: WatchedCluster, collectors: readonly Collector[], wanted: PveSwitches, host: string | null): ClusterView {
  const { snapshot } = cluster;
  const background = cluster.background
    .filter(({ name }) => (nodeCollectors.includes(name) ? wanted.node : wanted.cluster))
    .map((collector) => (host !== null && nodeCollectors.includes(collector.name) ? ofNode(collector, host) : collector));
  return { cluster: { snapshot, background }, collectors: wanted.cluster ? collectors : [] };
}

function ofNode(collector: BoundCollector, host: string): BoundCollector {
  return { ...collector, collect: (snapshot, out) => collector.collect(nodeSnapshot(snapshot, host), out) };
}

/** The cluster as if it had the node only that answers at `host`; whole when no node does, as with an address for all of them. */
function nodeSnapshot(snapshot: ClusterSnapshot, host: string): ClusterSnapshot {
  return {
    ...snapshot,
    async resources() {
      const reading = snapshot.status().catch(() => null);
      const resources = await snapshot.resources();
      const { release } = resources.usage.hold();
      const named = (await reading)?.nodesByAddress.get(host) ?? host.split('.')[0];
      const picked = pickGuests(resources, ({ node }) => node === named);
      release();
      if (!resources.nodes.some(({ name }) => name === named)) return resources;
      return {
        ...picked,
        inventory: newInventory(),
        nodes: resources.nodes.filter(({ name }) => name === named),
        storages: resources.storages.filter(({ node }) => node === named),
      };
    },
  };
}
