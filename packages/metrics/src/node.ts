import type { MetricDefinition } from './definition.ts';

/** What only nodes have. */
export const nodeMetrics = {
  info: {
    name: 'pve_node_info',
    type: 'gauge',
    unit: 'info',
    help: 'The node: its name, its id in the cluster, the level of its subscription.',
    labels: ['cluster', 'id', 'level', 'name', 'nodeid'],
  },
} as const satisfies Record<string, MetricDefinition>;
