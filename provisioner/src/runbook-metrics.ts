import { resilienceMetrics } from '@vigie/metrics/resilience';
import { Gauge, type Registry } from 'prom-client';
import type { Log } from './log.ts';
import type { Queryable } from './store/database.ts';
import { waitingSteps } from './store/execution-steps.ts';
import { lastFullRehearsals } from './store/executions.ts';

/** Rehearsals and waiting steps by runbook, read from the store by each scrape. When it cannot be read they have no series. */
export function runbookMetrics({ registry, db, slugs, log }: { registry: Registry; db: Queryable; slugs: readonly string[]; log: Log }): void {
  const gauge = ({ name, help, labels }: { name: string; help: string; labels: readonly string[] }, fill: (gauge: Gauge) => Promise<void>) =>
    new Gauge({
      name, help, labelNames: [...labels], registers: [registry],
      async collect() {
        this.reset();
        await fill(this).catch((error: unknown) => log.error({ err: error }, 'the metrics of the runbooks cannot be read from the database'));
      },
    });

  gauge(resilienceMetrics.runbookLastRehearsal, async (last) => {
    for (const { runbook, ended_at } of await lastFullRehearsals(db)) last.set({ runbook }, ended_at.getTime() / 1000);
  });
  gauge(resilienceMetrics.runbookWaitingSteps, async (waiting) => {
    const found = await waitingSteps(db);
    for (const runbook of slugs) waiting.set({ runbook }, found.find((one) => one.runbook === runbook)?.count ?? 0);
  });
}
