import { provisionerMetrics } from '@vigie/metrics/provisioner';
import { Counter, type Registry } from 'prom-client';
import type { SdnApply } from './sdn-door.ts';

/** Counts the applies of each cluster's SDN and the changes that they were for. Every cluster of vigie.yaml begins at 0. */
export function sdnMetrics(registry: Registry, clusters: readonly string[]): (cluster: string, apply: SdnApply) => void {
  const { sdnApplies, sdnChanges } = provisionerMetrics;
  const applies = new Counter({ name: sdnApplies.name, help: sdnApplies.help, labelNames: sdnApplies.labels, registers: [registry] });
  const changes = new Counter({ name: sdnChanges.name, help: sdnChanges.help, labelNames: sdnChanges.labels, registers: [registry] });
  for (const cluster of clusters) {
    for (const outcome of ['done', 'failed']) applies.inc({ cluster, outcome }, 0);
    changes.inc({ cluster }, 0);
  }
  return (cluster, apply) => {
    applies.inc({ cluster, outcome: apply.outcome });
    if (apply.outcome === 'done') changes.inc({ cluster }, apply.changes);
  };
}
