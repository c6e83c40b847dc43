import type { MetricDefinition } from './definition.ts';

/** SDN zones on nodes, read in the background. */
export const zoneMetrics = {
  state: {
    name: 'pve_sdn_zone_state',
    type: 'gauge',
    unit: 'state',
    help: 'State of the zone on the node: available, pending (to be applied) or error. Only the one that holds has a series.',
    labels: ['cluster', 'id', 'zone', 'state'],
  },
} as const satisfies Record<string, MetricDefinition>;
