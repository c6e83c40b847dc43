import type { MetricDefinition } from './definition.ts';

/** Backup servers themselves, read in the background. */
export const pbsServerMetrics = {
  version: {
    name: 'pbs_version_info',
    type: 'gauge',
    unit: 'info',
    help: 'Version of Proxmox Backup Server.',
    labels: ['server', 'release', 'repoid', 'version'],
  },
  certificateExpiry: {
    name: 'pbs_certificate_expiry_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When the certificate expires that the server shows to who connects; `endpoint` is its host and port.',
    labels: ['server', 'endpoint'],
  },
  failedTasks: {
    name: 'pbs_failed_tasks',
    type: 'gauge',
    unit: 'count',
    help: 'Tasks that began in the last 24 hours and did not end well, by their type (backup, verificationjob, ...) and '
      + 'result: error, warning or unknown. No more than the newest 1000 count. No series when there are none.',
    labels: ['server', 'type', 'result'],
  },
} as const satisfies Record<string, MetricDefinition>;
