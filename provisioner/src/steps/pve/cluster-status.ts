import type { ProxmoxPort } from '../ports.ts';

export interface ClusterStatus {
  quorate: boolean;
  nodes: { name: string; online: boolean }[];
}

/** What the nodes that answer say of the cluster. */
export async function clusterStatus(pve: ProxmoxPort): Promise<ClusterStatus> {
  const rows = await pve.call<{ type: string; name: string; quorate?: number; online?: number }[]>('GET', '/cluster/status', {});
  const nodes = rows.filter(({ type }) => type === 'node').map(({ name, online }) => ({ name, online: online === 1 }));
  // A node that was never in a cluster has no row of type cluster and needs no quorum.
  const cluster = rows.find(({ type }) => type === 'cluster');
  return { quorate: cluster === undefined || cluster.quorate === 1, nodes };
}
