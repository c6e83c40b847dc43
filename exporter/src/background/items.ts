import type { Guest, Resources } from '../resources.ts';
import type { WorkItem } from './background-collector.ts';

/** One item for each node, under its name. */
export function eachNode({ nodes }: Pick<Resources, 'nodes'>): WorkItem[] {
  return nodes.map(({ name, online }) => ({ key: name, nodes: online ? [name] : [] }));
}

/** One item for each guest but the templates, under its id. */
export function eachGuest({ guests }: Pick<Resources, 'guests'>): (WorkItem & { guest: Guest })[] {
  return guests
    .filter(({ template }) => !template)
    .map((guest) => ({ key: guest.id, nodes: guest.nodeOnline ? [guest.node] : [], guest }));
}

/** The key of what the cluster is asked as a whole. */
export const wholeCluster = 'cluster';

/** One item for the cluster; which node answers is the client's choice. */
export function once(): WorkItem[] {
  return [{ key: wholeCluster, nodes: [''] }];
}
