import { AggregatorRegistry, type Registry } from 'prom-client';
import type { WorkCalls } from './calls.ts';

/** The metrics of both threads as one text: what both count, such as calls to Proxmox, is added up. */
export async function mergedMetrics(own: Registry, work: Pick<WorkCalls, 'metrics'>): Promise<string> {
  return AggregatorRegistry.aggregate(await Promise.all([work.metrics(), own.getMetricsAsJSON()])).metrics();
}
