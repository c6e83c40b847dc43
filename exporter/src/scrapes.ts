import type { VigieConfig } from '@vigie/config/schema';
import type { BackupServer } from './backup-server.ts';
import { clusterView } from './cluster-view.ts';
import { collectors } from './collectors/index.ts';
import { Exposition } from './exposition.ts';
import { findTarget } from './find-target.ts';
import type { MetricsParts } from './http/metrics-routes.ts';
import type { TargetParts } from './http/target-routes.ts';
import type { TenantParts } from './http/tenant-routes.ts';
import { hurriedSnapshot } from './hurried-snapshot.ts';
import type { OwnMetrics } from './own-metrics.ts';
import { scrapeClusters, scrapeTenant } from './scrape.ts';
import type { ReportRead } from './trouble-log.ts';
import type { WatchedCluster } from './watched-cluster.ts';

export interface ScrapeParts {
  config: Pick<VigieConfig, 'clusters' | 'backupServers'>;
  /** In the order of the configuration; so are the backup servers. */
  clusters: readonly WatchedCluster[];
  backupServers: readonly BackupServer[];
  metrics: Pick<OwnMetrics, 'addTo'>;
  report: ReportRead;
}

type Scrapes = MetricsParts & TargetParts & Pick<TenantParts, 'scrapeTenant'>;

/** What the routes can ask for. Each scrape has its own exposition and its own time; of Proxmox's answers it shares those of its cluster only. */
export function createScrapes({ config, clusters, backupServers, metrics, report }: ScrapeParts): Scrapes {
  const hurried = (cluster: WatchedCluster, budgetMs: number): WatchedCluster => ({
    ...cluster,
    snapshot: hurriedSnapshot(cluster.snapshot, budgetMs),
  });
  const clustersByName = new Map(config.clusters.map(({ name }, i) => [name, clusters[i]]));
  const serversByName = new Map(config.backupServers.map(({ name }, i) => [name, backupServers[i]]));

  return {
    async scrapeAll(budgetMs) {
      const out = await scrapeClusters(clusters.map((cluster) => hurried(cluster, budgetMs)), collectors, report);
      for (const server of backupServers) server.addKnown(out);
      await metrics.addTo(out);
      return out;
    },
    async scrapeCluster(target, switches, budgetMs) {
      const found = findTarget(config.clusters, target);
      const cluster = found && clustersByName.get(found.api.name);
      if (!cluster) return null;
      const view = clusterView(hurried(cluster, budgetMs), collectors, switches, found.host);
      return scrapeClusters([view.cluster], view.collectors, report);
    },
    scrapeBackupServer(target) {
      const found = findTarget(config.backupServers, target);
      const server = found && serversByName.get(found.api.name);
      if (!server) return null;
      const out = new Exposition();
      server.addKnown(out);
      return out;
    },
    scrapeTenant: (tenant, budgetMs) => scrapeTenant(clusters.map((cluster) => hurried(cluster, budgetMs)), tenant),
  };
}
