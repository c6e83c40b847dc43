import type { MetricDefinition } from './definition.ts';

/** Which guests are meant to run, read in the background. */
export const onbootMetrics = {
  onboot: {
    name: 'pve_onboot_status',
    type: 'gauge',
    unit: 'flag',
    help: 'Whether the guest is set to start with its node (0 or 1), which says that it is meant to run. Not for templates.',
    labels: ['cluster', 'id', 'tenant', 'node', 'type'],
  },
} as const satisfies Record<string, MetricDefinition>;
