import type { Guest } from '../cluster/guest.ts';
import type { Resources } from '../cluster/resources.ts';
import type { WorkItem } from './background-collector.ts';

/** One item for each node, under its name. */
export function eachNode({ nodes }: Pick<Resources, 'nodes'>): WorkItem[] {
  return nodes.map(({ name, online }) => ({ key: name, nodes: online ? [name] : [] }));
}

/** A guest to be asked for. A long pass must not hold all that was known of the guests when it began. */
export type GuestItem = WorkItem & Pick<Guest, 'type' | 'vmid'>;

/** One item for each guest but the templates, under its id. */
export function eachGuest({ guests }: Pick<Resources, 'guests'>): GuestItem[] {
  return guests
    .filter(({ template }) => !template)
    .map(({ id, node, nodeOnline, type, vmid }) => ({ key: id, nodes: nodeOnline ? [node] : [], type, vmid }));
}

/** The key of what the cluster is asked as a whole. */
export const wholeCluster = 'cluster';

/** One item for the cluster; which node answers is the client's choice. */
export function once(): WorkItem[] {
  return [{ key: wholeCluster, nodes: [''] }];
}
