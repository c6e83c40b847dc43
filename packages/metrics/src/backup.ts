import type { MetricDefinition } from './definition.ts';

const labels = ['cluster', 'id', 'tenant'] as const;

/** The backups of a guest on all storages of its cluster, read in the background. Not for templates; half-written ones do not count. */
export const backupMetrics = {
  lastTime: {
    name: 'pve_guest_last_backup_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When the newest backup of the guest was started. No series without a backup.',
    labels,
  },
  count: {
    name: 'pve_guest_backups',
    type: 'gauge',
    unit: 'count',
    help: 'Backups of the guest. 0 only when every storage that holds backups could be read; no series when that is not known.',
    labels,
  },
  lastSize: {
    name: 'pve_guest_last_backup_size_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Size of the newest backup: of its file, or on a backup server of the disks that are in it.',
    labels,
  },
  lastVerified: {
    name: 'pve_guest_last_backup_verified',
    type: 'gauge',
    unit: 'flag',
    help: 'How the verification of the newest backup that was ever verified ended: 1 good, 0 failed. No series without one.',
    labels,
  },
} as const satisfies Record<string, MetricDefinition>;
