import type { MetricDefinition } from './definition.ts';

/** What the provisioner knows of how Proxmox and Vigie agree. Every cluster of vigie.yaml has all of them. */
export const driftMetrics = {
  items: {
    name: 'vigie_drift_items',
    type: 'gauge',
    unit: 'count',
    help: 'Differences between Proxmox and Vigie that the last look found. Every kind has a series, at 0 too.',
    labels: ['cluster', 'kind'],
  },
  lastCheck: {
    name: 'vigie_drift_last_check_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When the cluster was last compared with what Vigie knows; 0 before the first time.',
    labels: ['cluster'],
  },
  lastSync: {
    name: 'vigie_vm_sync_last_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When the states of all machines of the cluster were last read and kept; 0 before the first time.',
    labels: ['cluster'],
  },
} as const satisfies Record<string, MetricDefinition>;
