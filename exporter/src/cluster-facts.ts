import { numberOf, rowsOf, textOf } from './row.ts';

/** `GET /cluster/status`: the cluster as Corosync sees it. `cluster` is null on a single node. */
export interface ClusterStatus {
  cluster: { nodes: number; quorate: boolean; version: string } | null;
  nodeIds: ReadonlyMap<string, string>;
  /** Address -> node. */
  nodesByAddress: ReadonlyMap<string, string>;
}

export function parseClusterStatus(answer: unknown): ClusterStatus {
  const rows = rowsOf(answer);
  const cluster = rows.find((row) => row.type === 'cluster');
  return {
    cluster: cluster
      ? { nodes: numberOf(cluster.nodes) ?? 0, quorate: numberOf(cluster.quorate) === 1, version: textOf(cluster.version) }
      : null,
    nodesByAddress: new Map(rows.filter((row) => row.type === 'node').map((row) => [textOf(row.ip), textOf(row.name)])),
    nodeIds: new Map(rows.filter((row) => row.type === 'node').map((row) => [textOf(row.name), textOf(row.nodeid)])),
  };
}

/** `GET /version`. */
export interface PveVersion {
  release: string;
  repoid: string;
  version: string;
}

export function parseVersion(answer: unknown): PveVersion {
  const [row] = rowsOf([answer]);
  return { release: textOf(row?.release), repoid: textOf(row?.repoid), version: textOf(row?.version) };
}
