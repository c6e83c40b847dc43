import type { VigieConfig } from '@vigie/config/schema';
import type { ClusterConnection } from '../cluster-connection.ts';
import type { Schedule } from '../engine/work-kind.ts';
import { everyCron } from '../every-cron.ts';
import type { Log } from '../log.ts';
import type { Database } from '../store/database.ts';
import { checkCluster } from './check-cluster.ts';

/** Compares every cluster with what Vigie knows of it, by one replica at a time. */
export function driftSchedule({ config, db, clusters, log }: { config: VigieConfig; db: Database; clusters: readonly ClusterConnection[]; log: Log }): Schedule {
  const { intervalSeconds, roundMinutes } = config.provisioner.drift;
  const parts = {
    db, log, tenants: config.tenants.map(({ id }) => id), nodeExporterPort: config.exporter.discovery.nodeExporterPort,
    share: Math.min(1, intervalSeconds / (roundMinutes * 60)),
  };
  return {
    name: 'drift',
    cron: everyCron(intervalSeconds),
    async run() {
      await Promise.all(clusters.map((cluster) => checkCluster(parts, cluster)));
    },
  };
}
