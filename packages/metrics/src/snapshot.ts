import type { MetricDefinition } from './definition.ts';

const labels = ['cluster', 'id', 'tenant'] as const;

/** Snapshots of guests, read in the background. Not for templates. */
export const snapshotMetrics = {
  count: {
    name: 'pve_guest_snapshots',
    type: 'gauge',
    unit: 'count',
    help: 'Snapshots of the guest.',
    labels,
  },
  oldest: {
    name: 'pve_guest_oldest_snapshot_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When the oldest snapshot of the guest was made. No series without one.',
    labels,
  },
} as const satisfies Record<string, MetricDefinition>;
