import type { Overview } from '@vigie/contract/overview';
import type { Log } from '../log.ts';
import type { ProxmoxPort } from '../steps/ports.ts';
import { withDeadline } from '../http/deadline.ts';

type ClusterHealth = NonNullable<Overview['clusters']>[number];
type StatusRow = { type: 'cluster'; quorate?: number } | { type: 'node'; name: string; online?: number };

const deadlineMs = 3_000;

/** A cluster as its nodes tell it. `quorate` is null on a single node, which has nobody to agree with, and while it cannot be reached. */
export async function clusterHealth(name: string, pve: ProxmoxPort, log: Log): Promise<ClusterHealth> {
  try {
    const rows = await withDeadline(pve.call<StatusRow[]>('GET', '/cluster/status', {}), deadlineMs);
    const cluster = rows.find((row) => row.type === 'cluster');
    const nodes = rows.flatMap((row) => (row.type === 'node' ? [{ name: row.name, online: row.online === 1 }] : []));
    return {
      name,
      reachable: true,
      quorate: cluster ? cluster.quorate === 1 : null,
      nodes: nodes.toSorted((a, b) => a.name.localeCompare(b.name)),
    };
  } catch (error) {
    log.warn({ err: error, cluster: name }, 'the state of a cluster cannot be read');
    return { name, reachable: false, quorate: null, nodes: [] };
  }
}
