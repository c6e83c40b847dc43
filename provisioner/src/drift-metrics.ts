import { driftKind } from '@vigie/contract/drift';
import { driftMetrics as metrics } from '@vigie/metrics/drift';
import type { Registry } from 'prom-client';
import type { Log } from './log.ts';
import type { DriftFigures } from './store/drift-figures.ts';
import { storedGauges } from './stored-gauges.ts';

export interface DriftMetricsOptions {
  registry: Registry;
  /** Those of vigie.yaml: what was found on others is of no use any more. */
  clusters: readonly string[];
  read: () => Promise<DriftFigures>;
  log: Log;
}

/** What the last looks at the clusters found, read from the store by each scrape. When it cannot be read they have no series. */
export function driftMetrics({ registry, clusters, read, log }: DriftMetricsOptions): void {
  const gauge = storedGauges({ registry, read, log, of: 'drift report' });
  gauge(metrics.items, (items, found) => {
    if (!found) return;
    for (const cluster of clusters) for (const kind of driftKind.options) items.set({ cluster, kind }, 0);
    for (const { cluster, kind, count } of found.items) if (clusters.includes(cluster)) items.set({ cluster, kind }, count);
  });
  const times = (definition: Parameters<typeof gauge>[0], of: (found: DriftFigures) => ReadonlyMap<string, Date>) =>
    gauge(definition, (all, found) => {
      // A cluster that was never read has a time of long ago: a missing series would keep the alert silent.
      if (found) for (const cluster of clusters) all.set({ cluster }, (of(found).get(cluster)?.getTime() ?? 0) / 1000);
    });
  times(metrics.lastCheck, ({ checkedAt }) => checkedAt);
  times(metrics.lastSync, ({ syncedAt }) => syncedAt);
}
