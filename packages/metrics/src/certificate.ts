import type { MetricDefinition } from './definition.ts';

/** The certificate that a node serves its API with, read in the background. */
export const certificateMetrics = {
  expiry: {
    name: 'pve_certificate_expiry_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When the certificate of the API of the node expires: the uploaded or ordered one, else the one of the cluster.',
    labels: ['cluster', 'node', 'subject'],
  },
} as const satisfies Record<string, MetricDefinition>;
