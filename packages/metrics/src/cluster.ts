import type { MetricDefinition } from './definition.ts';

/** Facts of a cluster as a whole. `id` is cluster/<name in vigie.yaml>. */
export const clusterMetrics = {
  info: {
    name: 'pve_cluster_info',
    type: 'gauge',
    unit: 'info',
    help: 'The cluster: its number of nodes, whether it is quorate (0 or 1), the version of its configuration. None on a single node.',
    labels: ['cluster', 'id', 'nodes', 'quorate', 'version'],
  },
  quorate: {
    name: 'pve_cluster_quorate',
    type: 'gauge',
    unit: 'flag',
    help: 'Whether the node that answers is in the part of the cluster that has the majority. Without it nothing can be changed.',
    labels: ['cluster', 'id'],
  },
  versionInfo: {
    name: 'pve_version_info',
    type: 'gauge',
    unit: 'info',
    help: 'Version of Proxmox VE on the node that answers.',
    labels: ['cluster', 'release', 'repoid', 'version'],
  },
} as const satisfies Record<string, MetricDefinition>;
