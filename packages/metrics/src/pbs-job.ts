import type { MetricDefinition } from './definition.ts';

const labels = ['server', 'datastore', 'job_type', 'job'] as const;

/** Jobs of backup servers, read in the background. `job_type` is sync, verify, prune or gc; `job` its id, for gc the datastore. */
export const pbsJobMetrics = {
  lastSuccess: {
    name: 'pbs_job_last_run_success',
    type: 'gauge',
    unit: 'flag',
    help: 'Whether the last run of the job ended well, with or without warnings. No series before its first run.',
    labels,
  },
  lastEnd: {
    name: 'pbs_job_last_run_end_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When the last run of the job ended.',
    labels,
  },
  nextRun: {
    name: 'pbs_job_next_run_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When the next run of the job is due. No series for one that is started by hand only.',
    labels,
  },
} as const satisfies Record<string, MetricDefinition>;
