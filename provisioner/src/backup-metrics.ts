import type { BackupPolicySettings } from '@vigie/contract/backup-policies';
import { resilienceMetrics } from '@vigie/metrics/resilience';
import { Gauge, type Registry } from 'prom-client';
import { withDeadline } from './http/deadline.ts';
import type { Log } from './log.ts';
import type { BackupFigures } from './store/backup-figures.ts';

/** Well below Prometheus's scrape time-out of 10 s: without the database the other metrics must still be told. */
const deadlineMs = 3_000;
const daySeconds = 24 * 3600;

export interface BackupMetricsOptions {
  registry: Registry;
  /** Those of vigie.yaml: each has objectives, with machines or without. */
  tenants: readonly string[];
  figures: () => Promise<BackupFigures[]>;
  policies: () => Promise<(tenant: string) => BackupPolicySettings>;
  log: Log;
}

/** The machines that must be protected, the objectives of their tenants and their last runs, read from the store by each scrape. */
export function backupMetrics({ registry, tenants, figures, policies, log }: BackupMetricsOptions): void {
  const gauge = ({ name, help, labels }: { name: string; help: string; labels: readonly string[] }, fill: (gauge: Gauge) => Promise<void>) =>
    new Gauge({
      name, help, labelNames: [...labels], registers: [registry],
      async collect() {
        this.reset();
        // Without the database they have no series, and vigie_database_up is 0.
        await withDeadline(fill(this), deadlineMs).catch((error: unknown) => log.error({ err: error }, `${name} cannot be read from the database`));
      },
    });
  const objective = (definition: (typeof resilienceMetrics)['backupRpo' | 'backupRto' | 'testWindow'], of: (policy: BackupPolicySettings) => number) =>
    gauge(definition, async (seconds) => {
      const policyOf = await policies();
      for (const tenant of tenants) seconds.set({ tenant }, of(policyOf(tenant)));
    });
  const labelsOf = ({ cluster, vmid, tenant }: BackupFigures) => ({ cluster, id: `qemu/${vmid}`, tenant });

  objective(resilienceMetrics.backupRpo, ({ rpoMinutes }) => rpoMinutes * 60);
  objective(resilienceMetrics.backupRto, ({ rtoMinutes }) => rtoMinutes * 60);
  objective(resilienceMetrics.testWindow, ({ restoreTest }) => restoreTest.windowDays * daySeconds);
  gauge(resilienceMetrics.vmDelivered, async (delivered) => {
    for (const vm of await figures()) delivered.set({ ...labelsOf(vm), name: vm.name }, vm.deliveredAt.getTime() / 1000);
  });
  gauge(resilienceMetrics.backupLastRunSuccess, async (success) => {
    for (const vm of await figures()) if (vm.lastRun !== null) success.set(labelsOf(vm), vm.lastRun === 'done' ? 1 : 0);
  });
}
