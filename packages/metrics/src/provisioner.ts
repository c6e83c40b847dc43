import type { MetricDefinition } from './definition.ts';

/** What the provisioner says of itself; its process and runtime metrics come from prom-client. */
export const provisionerMetrics = {
  httpRequests: {
    name: 'vigie_http_requests_total',
    type: 'counter',
    unit: 'count',
    help: 'Requests answered, by method, path template and status.',
    labels: ['method', 'route', 'status'],
  },
  httpDuration: {
    name: 'vigie_http_request_duration_seconds',
    type: 'histogram',
    unit: 'seconds',
    help: 'Time from the request to the end of its answer.',
    labels: ['method', 'route'],
  },
  proxmoxCalls: {
    name: 'vigie_proxmox_calls_total',
    type: 'counter',
    unit: 'count',
    help: 'Calls to Proxmox by outcome: accepted, refused, or unknown.',
    labels: ['cluster', 'method', 'template', 'outcome'],
  },
  proxmoxCallDuration: {
    name: 'vigie_proxmox_call_duration_seconds',
    type: 'histogram',
    unit: 'seconds',
    help: 'Time of calls to Proxmox, waiting for a free slot included.',
    labels: ['cluster', 'method', 'template'],
  },
} as const satisfies Record<string, MetricDefinition>;
