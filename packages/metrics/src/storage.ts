import type { MetricDefinition } from './definition.ts';

/** What only storages have; a shared storage has a series for each node that uses it. */
export const storageMetrics = {
  shared: {
    name: 'pve_storage_shared',
    type: 'gauge',
    unit: 'flag',
    help: 'Whether the nodes of the cluster share the storage.',
    labels: ['cluster', 'id'],
  },
  info: {
    name: 'pve_storage_info',
    type: 'gauge',
    unit: 'info',
    help: 'The storage: its node, name, plug-in type and what it may hold, sorted.',
    labels: ['cluster', 'id', 'node', 'storage', 'plugintype', 'content'],
  },
} as const satisfies Record<string, MetricDefinition>;
