import type { MetricDefinition } from './definition.ts';

const labels = ['server', 'datastore', 'namespace', 'backup_type', 'backup_id'] as const;

/** Groups of backups on backup servers, read in the background. `namespace` is empty for the root. Half-written backups do not count. */
export const pbsGroupMetrics = {
  info: {
    name: 'pbs_group_info',
    type: 'gauge',
    unit: 'info',
    help: 'The group: who owns it.',
    labels: [...labels, 'owner'],
  },
  backups: {
    name: 'pbs_group_backups',
    type: 'gauge',
    unit: 'count',
    help: 'Backups in the group.',
    labels,
  },
  lastTime: {
    name: 'pbs_group_last_backup_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When the newest backup of the group was started.',
    labels,
  },
  lastSize: {
    name: 'pbs_group_last_backup_size_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Size of what is in the newest backup, before deduplication.',
    labels,
  },
  lastVerified: {
    name: 'pbs_group_last_backup_verified',
    type: 'gauge',
    unit: 'flag',
    help: 'How the verification of the newest backup that was ever verified ended: 1 good, 0 failed. No series without one.',
    labels,
  },
  verifiedAt: {
    name: 'pbs_group_last_verification_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When that verification was started.',
    labels,
  },
  bad: {
    name: 'pbs_group_bad_backups',
    type: 'gauge',
    unit: 'count',
    help: 'Backups in the group whose last verification failed.',
    labels,
  },
} as const satisfies Record<string, MetricDefinition>;
