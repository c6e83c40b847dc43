import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { join, resolve } from 'node:path';
import type { LoadedConfig } from '@vigie/config/load';
import { readSecret } from '@vigie/config/secret';
import type { Logger } from 'pino';
import { renderBackupServers, watchBackupServer } from './backup-server.ts';
import { createCallMetrics } from './call-metrics.ts';
import { collectors } from './collectors/index.ts';
import { connectBackupServer, connectCluster } from './connect.ts';
import { createDiscovery } from './discovery.ts';
import { createDiscoveryPass, startLoop } from './discovery-loop.ts';
import { listen } from './listen.ts';
import { createOwnMetrics } from './own-metrics.ts';
import { createPveReader } from './pve-reader.ts';
import { scrapeClusters, scrapeTenant } from './scrape.ts';
import { createServer } from './server.ts';
import { createTenantAuth } from './tenant-auth.ts';
import { createTroubleLog, type ReportRead } from './trouble-log.ts';
import { watchCluster } from './watched-cluster.ts';

export interface ExporterOptions extends LoadedConfig {
  /** The state folder. */
  home: string;
  /** Instead of the configured port. */
  port?: number;
  log: Logger;
}

// A scrape must answer before Prometheus gives up; a backup storage may take its time to list what is on it.
const scrapeMs = 8_000;
const backgroundMs = 30_000;

/** Wires the parts and starts them. Rejects when a secret is missing or the port is taken; Proxmox need not be there. */
export async function startExporter({ config, baseDir, home, port, log }: ExporterOptions): Promise<{ url: string; stop: () => Promise<void> }> {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  const { background, discovery: settings, listen: address } = config.exporter;
  let stopping = false;
  const reportOf = (...what: Parameters<typeof createTroubleLog>): ReportRead => {
    const tell = createTroubleLog(...what);
    return (...read) => {
      if (!stopping) tell(...read);
    };
  };
  const report = reportOf(log, { noun: 'cluster', endpoints: endpointsOf(config.clusters) });
  const reportServer = reportOf(log, { noun: 'backup server', endpoints: endpointsOf(config.backupServers) });

  const calls = createCallMetrics();
  const clients = config.clusters.map((cluster) => {
    const connect = (timeoutMs: number) => connectCluster(cluster, baseDir, { timeoutMs, onCall: calls.called });
    return { scrapes: connect(scrapeMs), background: connect(backgroundMs) };
  });
  const clusters = clients.map((client) =>
    watchCluster(createPveReader(client.scrapes), {
      backgroundReader: createPveReader(client.background),
      concurrency: background.concurrency,
    }),
  );
  const pbsClients = config.backupServers.map((server) => connectBackupServer(server, baseDir, { timeoutMs: backgroundMs, onCall: calls.backupServerCalled }));
  const backupServers = pbsClients.map((client) => watchBackupServer(client, reportServer));
  const metrics = createOwnMetrics(version);
  const discovery = createDiscovery(clusters.map(({ snapshot }) => snapshot), { tag: settings.tag, port: settings.nodeExporterPort }, report);

  let ready = false;
  const app = createServer({
    clusters: config.clusters.map(({ name }) => name),
    version,
    scrape: async () =>
      `${await scrapeClusters(clusters, collectors, report)}${renderBackupServers(backupServers)}${await metrics.render()}${await calls.render()}`,
    scrapeTenant: (tenant) => scrapeTenant(clusters, tenant),
    tenantAuth: createTenantAuth(
      new Map(config.tenants.flatMap(({ id, metricsToken }) => (metricsToken ? [[id, readSecret(metricsToken, baseDir)]] : []))),
    ),
    discovery,
    isReady: () => ready,
    log,
  });
  const server = createHttpServer(app);
  const url = await listen(server, address.host, port ?? address.port);

  const file = join(resolve(home, settings.folder), 'node.json');
  const loop = startLoop(createDiscoveryPass({ discovery, file, metrics, log }), settings.intervalSeconds * 1000);
  void loop.first.then(() => (ready = true));
  const refreshed = [...clusters.flatMap((cluster) => cluster.background), ...backupServers];
  const loops = [loop, ...refreshed.map(({ refresh }) => startLoop(refresh, background.intervalSeconds * 1000))];
  const connections = [...clients.flatMap((client) => [client.scrapes, client.background]), ...pbsClients];

  const stop = async () => {
    stopping = true;
    const closed = new Promise((done) => server.close(done));
    // Ends the reads under way too, so that a Proxmox that hangs does not hold up the stop.
    await Promise.all([...loops.map((each) => each.stop()), closed, ...connections.map((connection) => connection.close())]);
  };
  return { url, stop };
}

function endpointsOf(apis: readonly { name: string; endpoints: readonly { url: string }[] }[]): ReadonlyMap<string, string[]> {
  return new Map(apis.map(({ name, endpoints }) => [name, endpoints.map(({ url }) => url)]));
}
