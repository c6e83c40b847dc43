import type { MetricDefinition } from './definition.ts';

/** Tasks of nodes, read in the background. */
export const taskMetrics = {
  bad: {
    name: 'pve_node_failed_tasks',
    type: 'gauge',
    unit: 'count',
    help: 'Tasks that began in the last 24 hours and did not end well, by their type (vzdump, qmstart, ...) and result: '
      + 'error, warning or unknown. No more than the newest 1000 count. No series when there are none.',
    labels: ['cluster', 'id', 'type', 'result'],
  },
} as const satisfies Record<string, MetricDefinition>;
