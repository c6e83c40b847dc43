import type { MetricDefinition } from './definition.ts';

const labels = ['server', 'datastore'] as const;

/** Backup servers and their datastores, read in the background. `server` is the name in vigie.yaml. */
export const pbsMetrics = {
  up: {
    name: 'pbs_up',
    type: 'gauge',
    unit: 'flag',
    help: 'Whether the last read of the backup server brought all of its datastores.',
    labels: ['server'],
  },
  lastRefresh: {
    name: 'pbs_last_refresh_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When the backup server was last read completely.',
    labels: ['server'],
  },
  size: { name: 'pbs_datastore_size_bytes', type: 'gauge', unit: 'bytes', help: 'Size of the datastore.', labels },
  used: { name: 'pbs_datastore_used_bytes', type: 'gauge', unit: 'bytes', help: 'Used part of pbs_datastore_size_bytes.', labels },
  available: {
    name: 'pbs_datastore_available_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Free part of pbs_datastore_size_bytes for backups: less than the difference when the file system keeps a reserve.',
    labels,
  },
  estimatedFull: {
    name: 'pbs_datastore_estimated_full_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When the datastore is full, as the backup server estimates it. No series when it does not grow or was not watched for long.',
    labels,
  },
  gcIndexData: {
    name: 'pbs_datastore_gc_index_data_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Data of all backups before deduplication, as the last garbage collection counted it.',
    labels,
  },
  gcDisk: {
    name: 'pbs_datastore_gc_disk_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Data of all backups after deduplication, as the last garbage collection counted it.',
    labels,
  },
  gcDedup: {
    name: 'pbs_datastore_deduplication_factor',
    type: 'gauge',
    unit: 'ratio',
    help: 'How many times more data the backups hold than the datastore stores, as the last garbage collection counted it.',
    labels,
  },
  gcRemoved: {
    name: 'pbs_datastore_gc_removed_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'What the last garbage collection freed.',
    labels,
  },
  gcPending: {
    name: 'pbs_datastore_gc_pending_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'What the last garbage collection found unused but had to keep for a while.',
    labels,
  },
  gcBad: {
    name: 'pbs_datastore_gc_still_bad_chunks',
    type: 'gauge',
    unit: 'count',
    help: 'Damaged chunks that backups still use, as the last garbage collection counted them.',
    labels,
  },
} as const satisfies Record<string, MetricDefinition>;
