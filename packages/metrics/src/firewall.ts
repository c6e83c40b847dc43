import type { MetricDefinition } from './definition.ts';

/** The firewall of nodes, read in the background. */
export const firewallMetrics = {
  enabled: {
    name: 'pve_firewall_enabled',
    type: 'gauge',
    unit: 'flag',
    help: 'Whether firewall rules act on the node: that of the datacenter is on, and that of the node is not off. Without, nothing keeps tenants apart.',
    labels: ['cluster', 'id'],
  },
} as const satisfies Record<string, MetricDefinition>;
