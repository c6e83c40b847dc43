import { resourceMetrics } from '@vigie/metrics/resource';
import type { Exposition, Labelled } from '../exposition.ts';
import type { Usage } from '../resources.ts';

/** Adds what guests and nodes have in common. Usage that is not of now is left out: it would look like a machine at work. */
export function addUsage<T extends Usage & Labelled>(out: Exposition, all: readonly T[], isOfNow: (each: T) => boolean): void {
  out.addEach(resourceMetrics.diskSize, all, ({ maxdisk }) => maxdisk);
  out.addEach(resourceMetrics.memorySize, all, ({ maxmem }) => maxmem);
  out.addEach(resourceMetrics.cpuLimit, all, ({ maxcpu }) => maxcpu);
  const current = all.filter(isOfNow);
  out.addEach(resourceMetrics.diskUsage, current, ({ disk }) => disk);
  out.addEach(resourceMetrics.memoryUsage, current, ({ mem }) => mem);
  out.addEach(resourceMetrics.cpuUsage, current, ({ cpu }) => cpu);
  out.addEach(resourceMetrics.uptime, current, ({ uptime }) => uptime);
}
