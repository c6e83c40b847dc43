import { engineMetrics } from '@vigie/metrics/engine';
import { provisionerMetrics } from '@vigie/metrics/provisioner';
import type { PveClientOptions } from '@vigie/proxmox/client';
import type { Clearing } from '@vigie/proxmox/errors';
import { Counter, Histogram, type Registry } from 'prom-client';

/** Counts and times every call to Proxmox, by path template. */
export function callMetrics(registry: Registry): NonNullable<PveClientOptions['onCall']> {
  const calls = new Counter({
    name: provisionerMetrics.proxmoxCalls.name,
    help: provisionerMetrics.proxmoxCalls.help,
    labelNames: provisionerMetrics.proxmoxCalls.labels,
    registers: [registry],
  });
  const seconds = new Histogram({
    name: provisionerMetrics.proxmoxCallDuration.name,
    help: provisionerMetrics.proxmoxCallDuration.help,
    labelNames: provisionerMetrics.proxmoxCallDuration.labels,
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 30],
    registers: [registry],
  });
  return ({ cluster, method, template, outcome, seconds: duration }) => {
    calls.inc({ cluster, method, template, outcome });
    seconds.observe({ cluster, method, template }, duration);
  };
}

/** Counts what was found out of calls whose answer was lost. */
export function clearingMetrics(registry: Registry, clusters: readonly string[]): NonNullable<PveClientOptions['onCleared']> {
  const { name, help, labels } = engineMetrics.unknownOutcomes;
  const cleared = new Counter({ name, help, labelNames: labels, registers: [registry] });
  for (const cluster of clusters) for (const how of clearings) cleared.inc({ cluster, cleared: how }, 0);
  return ({ cluster, how }) => cleared.inc({ cluster, cleared: how });
}

const clearings: readonly Clearing[] = ['found-done', 'found-undone', 'given-up'];
