import type { MetricDefinition } from './definition.ts';

const labels = ['cluster', 'id'] as const;

/** Load of nodes, read in the background. */
export const nodeStatusMetrics = {
  load1: {
    name: 'pve_node_load1',
    type: 'gauge',
    unit: 'count',
    help: 'Load average of the last minute.',
    labels,
  },
  load5: {
    name: 'pve_node_load5',
    type: 'gauge',
    unit: 'count',
    help: 'Load average of the last 5 minutes.',
    labels,
  },
  load15: {
    name: 'pve_node_load15',
    type: 'gauge',
    unit: 'count',
    help: 'Load average of the last 15 minutes.',
    labels,
  },
  ioWait: {
    name: 'pve_node_io_wait_ratio',
    type: 'gauge',
    unit: 'ratio',
    help: 'Part of the CPU time in which the node waited for its disks.',
    labels,
  },
  swapSize: {
    name: 'pve_node_swap_size_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Swap space of the node.',
    labels,
  },
  swapUsage: {
    name: 'pve_node_swap_usage_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Used part of pve_node_swap_size_bytes.',
    labels,
  },
} as const satisfies Record<string, MetricDefinition>;
