import type { MetricDefinition } from './definition.ts';

const step = ['workflow', 'step'] as const;

/** What the provisioner says of its durable work. Counters begin with the process; what is queued is read from the database. */
export const engineMetrics = {
  stepsRunning: {
    name: 'vigie_steps_running',
    type: 'gauge',
    unit: 'count',
    help: 'Attempts of steps that this replica makes at the moment. `workflow` is order, undo (an order taken back) or backup.',
    labels: step,
  },
  steps: {
    name: 'vigie_steps_total',
    type: 'counter',
    unit: 'count',
    help: 'Attempts of steps that ended, by outcome: done, skipped (it was not needed), retried (it is tried again later) or failed (for good).',
    labels: [...step, 'outcome'],
  },
  stepDuration: {
    name: 'vigie_step_duration_seconds',
    type: 'histogram',
    unit: 'seconds',
    help: 'Time of one attempt of a step, however it ended. The waits between attempts are not in it.',
    labels: step,
  },
  stepRetries: {
    name: 'vigie_step_retries_total',
    type: 'counter',
    unit: 'count',
    help: 'Attempts of steps that are tried again, by the code of the reason: proxmox-busy, proxmox-unreachable, task-slow ...',
    labels: [...step, 'reason'],
  },
  unknownOutcomes: {
    name: 'vigie_proxmox_unknown_outcomes_total',
    type: 'counter',
    unit: 'count',
    help: 'Changes whose answer was lost, by what was found out later: found-done, found-undone (so they are sent again), '
      + 'or given-up (the step failed without it being known).',
    labels: ['cluster', 'cleared'],
  },
  queueRuns: {
    name: 'vigie_queue_runs',
    type: 'gauge',
    unit: 'count',
    help: 'Runs in each queue, of all replicas: waiting for their turn, or running. Orders that wait for a person run in the queue `orders`.',
    labels: ['queue', 'state'],
  },
  queueOldestWaiting: {
    name: 'vigie_queue_oldest_waiting_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When the run was put into the queue that has waited longest for its turn. None when nothing waits.',
    labels: ['queue'],
  },
  runsTakenOver: {
    name: 'vigie_runs_taken_over_total',
    type: 'counter',
    unit: 'count',
    help: 'Runs that this replica took over from replicas that were dead.',
    labels: [],
  },
} as const satisfies Record<string, MetricDefinition>;
