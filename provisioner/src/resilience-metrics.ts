import type { BackupPolicySettings } from '@vigie/contract/backup-policies';
import { verdict as verdicts } from '@vigie/contract/verdict';
import { resilienceMetrics as metrics } from '@vigie/metrics/resilience';
import type { Gauge, Registry } from 'prom-client';
import type { Log } from './log.ts';
import type { ResilienceFigures, VmFigures } from './store/resilience-figures.ts';
import { storedGauges } from './stored-gauges.ts';

interface Figures extends ResilienceFigures {
  policyOf: (tenant: string) => BackupPolicySettings;
}

export interface ResilienceMetricsOptions {
  registry: Registry;
  /** Those of vigie.yaml: each tenant has its objectives, each cluster its count of leftovers, at 0 too. */
  tenants: readonly string[];
  clusters: readonly string[];
  read: () => Promise<Figures>;
  log: Log;
}

/** Backups, restore tests and runbooks, read from the store by each scrape. When it cannot be read they have no series. */
export function resilienceMetrics({ registry, tenants, clusters, read, log }: ResilienceMetricsOptions): void {
  const gauge = storedGauges({ registry, read, log, of: 'backups and restore tests' });

  const objective = (definition: Parameters<typeof gauge>[0], seconds: (policy: BackupPolicySettings) => number) =>
    gauge(definition, (all, found) => {
      if (found) for (const tenant of tenants) all.set({ tenant }, seconds(found.policyOf(tenant)));
    });
  objective(metrics.backupRpo, ({ rpoMinutes }) => rpoMinutes * 60);
  objective(metrics.backupRto, ({ rtoMinutes }) => rtoMinutes * 60);
  objective(metrics.testWindow, ({ restoreTest }) => restoreTest.windowDays * 86_400);

  const ofVms = (definition: Parameters<typeof gauge>[0], fill: (gauge: Gauge, vm: VmFigures, labels: VmLabels) => void) =>
    gauge(definition, (all, found) => {
      for (const vm of found?.vms ?? []) fill(all, vm, { cluster: vm.cluster, id: `qemu/${vm.vmid}`, tenant: vm.tenant });
    });
  const ofVm = (definition: Parameters<typeof gauge>[0], value: (vm: VmFigures) => number | Date | null) =>
    ofVms(definition, (all, vm, labels) => {
      const found = value(vm);
      if (found !== null) all.set({ ...labels }, found instanceof Date ? found.getTime() / 1000 : found);
    });
  ofVms(metrics.vmDelivered, (all, { name, deliveredAt }, labels) => all.set({ ...labels, name }, deliveredAt.getTime() / 1000));
  ofVm(metrics.backupLastRunSuccess, ({ backedUp }) => (backedUp === null ? null : Number(backedUp)));
  ofVms(metrics.testLastVerdict, (all, vm, labels) => {
    if (vm.verdict !== null) for (const verdict of verdicts.options) all.set({ ...labels, verdict }, Number(verdict === vm.verdict));
  });
  ofVm(metrics.testLastEnd, ({ testedAt }) => testedAt);
  ofVm(metrics.testLastSuccess, ({ provenAt }) => provenAt);
  ofVm(metrics.testRta, ({ rtaSeconds }) => rtaSeconds);
  ofVm(metrics.testRpa, ({ rpaSeconds }) => rpaSeconds);
  ofVms(metrics.testPhaseDuration, (all, { phases }, labels) => {
    for (const [phase, seconds] of Object.entries(phases)) all.set({ ...labels, phase }, seconds);
  });

  gauge(metrics.testLeftovers, (all, found) => {
    if (!found) return;
    for (const cluster of clusters) all.set({ cluster }, 0);
    for (const { cluster, count } of found.leftovers) all.set({ cluster }, count);
  });
  gauge(metrics.runbookLastRehearsal, (all, found) => {
    for (const { runbook, rehearsedAt } of found?.runbooks ?? []) if (rehearsedAt) all.set({ runbook }, rehearsedAt.getTime() / 1000);
  });
  gauge(metrics.runbookWaitingSteps, (all, found) => {
    for (const { runbook, waitingSteps } of found?.runbooks ?? []) all.set({ runbook }, waitingSteps);
  });
}

type VmLabels = Record<'cluster' | 'id' | 'tenant', string>;
