import type { MetricDefinition } from './definition.ts';

const labels = ['cluster', 'id'] as const;

/** Pressure stall information of nodes, as Proxmox stores it each minute; read in the background. */
export const pressureMetrics = {
  pressure: {
    name: 'pve_node_pressure_ratio',
    type: 'gauge',
    unit: 'ratio',
    help: 'Part of the last minute in which some or all (full) tasks of the node waited for the resource: cpu, io or memory.',
    labels: [...labels, 'resource', 'stall'],
  },
} as const satisfies Record<string, MetricDefinition>;
