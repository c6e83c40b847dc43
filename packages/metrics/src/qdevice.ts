import type { MetricDefinition } from './definition.ts';

const labels = ['cluster', 'id'] as const;

/** The quorum device of a cluster, read in the background. No series without one. */
export const qdeviceMetrics = {
  up: {
    name: 'pve_qdevice_up',
    type: 'gauge',
    unit: 'flag',
    help: 'Whether the node that answers is connected with the quorum device.',
    labels,
  },
  info: {
    name: 'pve_qdevice_info',
    type: 'gauge',
    unit: 'info',
    help: 'The quorum device as that node sees it.',
    labels: [...labels, 'model', 'algorithm', 'qnetd_host', 'tie_breaker', 'state'],
  },
} as const satisfies Record<string, MetricDefinition>;
