import type { BackupServerConfig } from '@vigie/config/backup-servers';
import type { ClusterConfig } from '@vigie/config/clusters';
import { readConnection } from '@vigie/config/connection';
import type { VigieConfig } from '@vigie/config/schema';
import { createPveClient, type PveClient } from '@vigie/proxmox/client';
import { createPbsClient, type PbsClient } from '@vigie/proxmox/pbs-client';
import { watchBackupServer, type BackupServer } from './backup-server.ts';
import type { CallMetrics } from './call-metrics.ts';
import { createPveReader } from './pve-reader.ts';
import type { ReportRead } from './trouble-log.ts';
import { watchCluster, type WatchedCluster } from './watched-cluster.ts';

// A scrape must answer before Prometheus gives up; a backup storage may take its time to list what is on it.
const scrapeMs = 8_000;
const backgroundMs = 30_000;

export interface Connected {
  clusters: WatchedCluster[];
  backupServers: BackupServer[];
  /** Close the connections of scrapes and discovery, or of the background reads; what is under way on them fails. */
  closeScrapes(): Promise<void>;
  closeBackground(): Promise<void>;
}

/** Who hears of what is asked and how it went. */
interface Told {
  reportServer: ReportRead;
  calls: CallMetrics;
}

/** Everything that is configured, each with its own token and connections. Connects with the first call; throws when a secret or CA file cannot be read. */
export function connect({ clusters, backupServers, exporter }: VigieConfig, baseDir: string, { reportServer, calls }: Told): Connected {
  const { states, updates, background: { concurrency } } = exporter;
  const scrapes = clusters.map((cluster) => connectCluster(cluster, baseDir, scrapeMs, calls));
  const background = clusters.map((cluster) => connectCluster(cluster, baseDir, backgroundMs, calls));
  const servers = backupServers.map((server) => ({
    client: connectBackupServer(server, baseDir, backgroundMs, calls),
    urls: server.endpoints.map(({ url }) => url),
  }));
  const readers = background.map(createPveReader);
  return {
    clusters: scrapes.map((client, i) =>
      watchCluster(createPveReader(client), { ...(readers[i] && { backgroundReader: readers[i] }), concurrency, states, updates }),
    ),
    backupServers: servers.map(({ client, urls }) => watchBackupServer(client, reportServer, { urls, concurrency })),
    closeScrapes: () => closeAll(scrapes),
    closeBackground: () => closeAll([...background, ...servers.map(({ client }) => client)]),
  };
}

async function closeAll(clients: readonly { close(): Promise<void> }[]): Promise<void> {
  await Promise.all(clients.map((client) => client.close()));
}

function connectCluster({ name, endpoints, token, exporterToken }: ClusterConfig, baseDir: string, timeoutMs: number, calls: CallMetrics): PveClient {
  return createPveClient({ cluster: name, ...readConnection(endpoints, exporterToken ?? token, baseDir), timeoutMs, onCall: calls.called });
}

function connectBackupServer({ name, endpoints, token }: BackupServerConfig, baseDir: string, timeoutMs: number, calls: CallMetrics): PbsClient {
  return createPbsClient({ server: name, ...readConnection(endpoints, token, baseDir), timeoutMs, onCall: calls.backupServerCalled });
}
