import type { MetricDefinition } from './definition.ts';

const labels = ['cluster', 'id', 'tenant'] as const;

/** Replication jobs of guests, read in the background; `id` is the one of the job (100-0), `guest` that of the guest. */
export const replicationMetrics = {
  info: {
    name: 'pve_replication_info',
    type: 'gauge',
    unit: 'info',
    help: 'The job: its type, its source and target (node/<node>) and its guest (qemu/<vmid>).',
    labels: [...labels, 'type', 'source', 'target', 'guest'],
  },
  duration: {
    name: 'pve_replication_duration_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'How long the last run took.',
    labels,
  },
  lastSync: {
    name: 'pve_replication_last_sync_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When the last run that succeeded began; 0 before the first.',
    labels,
  },
  lastTry: {
    name: 'pve_replication_last_try_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When the last run began; 0 before the first.',
    labels,
  },
  nextSync: {
    name: 'pve_replication_next_sync_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When the next run is due.',
    labels,
  },
  failedSyncs: {
    name: 'pve_replication_failed_syncs',
    type: 'gauge',
    unit: 'count',
    help: 'Runs that failed since the last one that succeeded.',
    labels,
  },
} as const satisfies Record<string, MetricDefinition>;
