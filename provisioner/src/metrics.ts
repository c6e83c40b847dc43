import type { PveClientOptions } from '@vigie/proxmox/client';
import { Counter, Histogram, type Registry } from 'prom-client';

/** Counts and times every call to Proxmox, by path template. */
export function callMetrics(registry: Registry): NonNullable<PveClientOptions['onCall']> {
  const calls = new Counter({
    name: 'vigie_proxmox_calls_total',
    help: 'Calls to Proxmox by outcome.',
    labelNames: ['cluster', 'method', 'template', 'outcome'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'vigie_proxmox_call_duration_seconds',
    help: 'Duration of calls to Proxmox.',
    labelNames: ['cluster', 'method', 'template'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 30],
    registers: [registry],
  });
  return ({ cluster, method, template, outcome, seconds: duration }) => {
    calls.inc({ cluster, method, template, outcome });
    seconds.observe({ cluster, method, template }, duration);
  };
}
