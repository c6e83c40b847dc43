import type { MetricDefinition } from './definition.ts';

const labels = ['cluster', 'id'] as const;

/** Subscriptions of nodes, read in the background. */
export const subscriptionMetrics = {
  info: {
    name: 'pve_subscription_info',
    type: 'gauge',
    unit: 'info',
    help: 'The level of the subscription of the node: c, b, s or p, unknown without one.',
    labels: [...labels, 'level'],
  },
  status: {
    name: 'pve_subscription_status',
    type: 'gauge',
    unit: 'state',
    help: 'Status of the subscription: new, notfound, active, invalid, expired or suspended. Only the one that holds has '
      + 'a series, unless exporter.states is all.',
    labels: [...labels, 'status'],
  },
  nextDue: {
    name: 'pve_subscription_next_due_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When the subscription must be renewed: 0:00 UTC of that day. No series without one.',
    labels,
  },
} as const satisfies Record<string, MetricDefinition>;
