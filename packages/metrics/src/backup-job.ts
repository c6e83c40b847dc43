import type { MetricDefinition } from './definition.ts';

/** Which guests no backup job covers, read in the background. */
export const backupJobMetrics = {
  uncovered: {
    name: 'pve_not_backed_up_total',
    type: 'untyped',
    unit: 'count',
    help: 'Guests that are in no backup job of Proxmox. It goes up and down, although its name says that it counts: the name is '
      + 'prometheus-pve-exporter\'s.',
    labels: ['cluster', 'id'],
  },
  uncoveredGuest: {
    name: 'pve_not_backed_up_info',
    type: 'gauge',
    unit: 'info',
    help: 'The guest is in no backup job of Proxmox; no series for those that are.',
    labels: ['cluster', 'id', 'tenant'],
  },
} as const satisfies Record<string, MetricDefinition>;
