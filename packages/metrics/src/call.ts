import type { MetricDefinition } from './definition.ts';

/** What the exporter asks of Proxmox. The provisioner's calls are among its own metrics. */
export const callMetrics = {
  calls: {
    name: 'vigie_exporter_proxmox_calls_total',
    type: 'counter',
    unit: 'count',
    help: 'Calls of the exporter to Proxmox VE by outcome: accepted or refused.',
    labels: ['cluster', 'method', 'template', 'outcome'],
  },
  callDuration: {
    name: 'vigie_exporter_proxmox_call_duration_seconds',
    type: 'histogram',
    unit: 'seconds',
    help: 'Time of calls of the exporter to Proxmox VE, waiting for a free slot included.',
    labels: ['cluster', 'method', 'template'],
  },
  backupServerCalls: {
    name: 'vigie_exporter_backup_server_calls_total',
    type: 'counter',
    unit: 'count',
    help: 'Calls of the exporter to backup servers by outcome: accepted or refused.',
    labels: ['server', 'method', 'template', 'outcome'],
  },
  backupServerCallDuration: {
    name: 'vigie_exporter_backup_server_call_duration_seconds',
    type: 'histogram',
    unit: 'seconds',
    help: 'Time of calls of the exporter to backup servers, waiting for a free slot included.',
    labels: ['server', 'method', 'template'],
  },
} as const satisfies Record<string, MetricDefinition>;
