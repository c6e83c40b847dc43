import { engineMetrics as metrics } from '@vigie/metrics/engine';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { AttemptWatch } from './engine/attempt.ts';
import type { QueueFigures } from './engine/queue-figures.ts';
import type { Log } from './log.ts';
import { storedGauges } from './stored-gauges.ts';

/** Counts and times the attempts of steps of a workflow; `workflow` is the label. */
export function stepMetrics(registry: Registry): (workflow: string) => AttemptWatch {
  const registers = [registry];
  const { stepsRunning, steps, stepDuration, stepRetries } = metrics;
  const running = new Gauge({ name: stepsRunning.name, help: stepsRunning.help, labelNames: stepsRunning.labels, registers });
  const ended = new Counter({ name: steps.name, help: steps.help, labelNames: steps.labels, registers });
  const seconds = new Histogram({
    name: stepDuration.name, help: stepDuration.help, labelNames: stepDuration.labels, registers,
    buckets: [0.05, 0.25, 1, 2.5, 5, 15, 60, 300, 1800],
  });
  const retries = new Counter({ name: stepRetries.name, help: stepRetries.help, labelNames: stepRetries.labels, registers });
  return (workflow) =>
    async ({ step }, take) => {
      running.inc({ workflow, step });
      const took = seconds.startTimer({ workflow, step });
      try {
        const end = await take();
        ended.inc({ workflow, step, outcome: end.outcome });
        if (end.outcome === 'retried') retries.inc({ workflow, step, reason: end.why.code });
        return end;
      } finally {
        took();
        running.dec({ workflow, step });
      }
    };
}

/** Counts runs that were taken over. */
export function takeOverMetric(registry: Registry): (runs: number) => void {
  const { name, help } = metrics.runsTakenOver;
  const taken = new Counter({ name, help, registers: [registry] });
  return (runs) => taken.inc(runs);
}

export interface QueueMetricsOptions {
  registry: Registry;
  read: () => Promise<QueueFigures[]>;
  log: Log;
}

/** What is in the queues, read from the database by each scrape. When it cannot be read there are no series. */
export function queueMetrics({ registry, read, log }: QueueMetricsOptions): void {
  const gauge = storedGauges({ registry, read, log, of: 'queues' });
  gauge(metrics.queueRuns, (runs, found) => {
    for (const { queue, running, waiting } of found ?? []) {
      runs.set({ queue, state: 'running' }, running);
      runs.set({ queue, state: 'waiting' }, waiting);
    }
  });
  gauge(metrics.queueOldestWaiting, (oldest, found) => {
    for (const { queue, oldestWaiting } of found ?? []) if (oldestWaiting) oldest.set({ queue }, oldestWaiting.getTime() / 1000);
  });
}
