import { resourceMetrics } from '@vigie/metrics/resource';
import type { ExposedMetric } from '../exposition/exposition-format.ts';

/** What guests and nodes have in common. */
type CommonField = 'maxdisk' | 'maxmem' | 'maxcpu' | 'disk' | 'mem' | 'cpu' | 'uptime';

export const usageMetrics: readonly (readonly [ExposedMetric, CommonField])[] = [
  [resourceMetrics.diskSize, 'maxdisk'],
  [resourceMetrics.memorySize, 'maxmem'],
  [resourceMetrics.cpuLimit, 'maxcpu'],
  [resourceMetrics.diskUsage, 'disk'],
  [resourceMetrics.memoryUsage, 'mem'],
  [resourceMetrics.cpuUsage, 'cpu'],
  [resourceMetrics.uptime, 'uptime'],
];
