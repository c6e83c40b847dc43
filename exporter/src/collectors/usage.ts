import { resourceMetrics } from '@vigie/metrics/resource';
import type { Exposition } from '../exposition.ts';
import type { Usage } from '../resources.ts';

/** Adds what guests and nodes have in common. Usage that is not of now is left out: it would look like a machine at work. */
export function addUsage(out: Exposition, labels: string, usage: Usage, { current }: { current: boolean }): void {
  out.addIfKnown(resourceMetrics.diskSize, labels, usage.maxdisk);
  out.addIfKnown(resourceMetrics.memorySize, labels, usage.maxmem);
  out.addIfKnown(resourceMetrics.cpuLimit, labels, usage.maxcpu);
  if (!current) return;
  out.addIfKnown(resourceMetrics.diskUsage, labels, usage.disk);
  out.addIfKnown(resourceMetrics.memoryUsage, labels, usage.mem);
  out.addIfKnown(resourceMetrics.cpuUsage, labels, usage.cpu);
  out.addIfKnown(resourceMetrics.uptime, labels, usage.uptime);
}
