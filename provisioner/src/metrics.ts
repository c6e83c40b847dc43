import { provisionerMetrics } from '@vigie/metrics/provisioner';
import type { PveClientOptions } from '@vigie/proxmox/client';
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
