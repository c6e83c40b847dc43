import type { MetricDefinition } from './definition.ts';

/** What only nodes have. */
export const nodeMetrics = {
  info: {
    name: 'pve_node_info',
    type: 'gauge',
    unit: 'info',
    help: 'The node: its name, its id in the cluster, the level of its subscription.',
    labels: ['cluster', 'id', 'level', 'name', 'nodeid'],
  },
  firewallEnabled: {
    name: 'pve_firewall_enabled',
    type: 'gauge',
    unit: 'flag',
    help: 'Whether firewall rules act on the node: that of the datacenter is on, and that of the node is not off. Without, nothing keeps tenants apart.',
    labels: ['cluster', 'node'],
  },
} as const satisfies Record<string, MetricDefinition>;
