import type { MetricDefinition } from './definition.ts';

const labels = ['cluster', 'id'] as const;

/** Packages of nodes, read in the background when exporter.updates is set. */
export const updateMetrics = {
  pending: {
    name: 'pve_node_updates_pending',
    type: 'gauge',
    unit: 'count',
    help: 'Packages of which the node knows a newer version, as of its last look at the repositories.',
    labels,
  },
} as const satisfies Record<string, MetricDefinition>;
