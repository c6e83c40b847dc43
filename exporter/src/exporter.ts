import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { join, resolve } from 'node:path';
import type { LoadedConfig } from '@vigie/config/load';
import { readSecret } from '@vigie/config/secret';
import type { Logger } from 'pino';
import { collectors } from './collectors/index.ts';
import { connect } from './connect.ts';
import { createDiscovery } from './discovery.ts';
import { createDiscoveryPass, startLoop } from './discovery-loop.ts';
import { listen } from './listen.ts';
import { createOwnMetrics } from './own-metrics.ts';
import { createPveReader } from './pve-reader.ts';
import { scrapeClusters, scrapeTenant } from './scrape.ts';
import { createServer } from './server.ts';
import { createSnapshot } from './snapshot.ts';
import { createTenantAuth } from './tenant-auth.ts';
import { createTroubleLog, type ReportRead } from './trouble-log.ts';

export interface ExporterOptions extends LoadedConfig {
  /** The state folder. */
  home: string;
  /** Instead of the configured port. */
  port?: number;
  log: Logger;
}

/** Wires the parts and starts them. Rejects when a secret is missing or the port is taken; Proxmox need not be there. */
export async function startExporter({ config, baseDir, home, port, log }: ExporterOptions): Promise<{ url: string; stop: () => Promise<void> }> {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  const { background, discovery: settings, listen: address } = config.exporter;
  const clients = config.clusters.map((cluster) => connect(cluster, baseDir));
  const snapshots = clients.map((client) => createSnapshot(createPveReader(client), undefined, background.concurrency));
  const troubles = createTroubleLog(log, new Map(config.clusters.map(({ name, endpoints }) => [name, endpoints.map(({ url }) => url)])));
  let stopping = false;
  const report: ReportRead = (...read) => {
    if (!stopping) troubles(...read);
  };
  const metrics = createOwnMetrics(version);
  const discovery = createDiscovery(snapshots, { tag: settings.tag, port: settings.nodeExporterPort }, report);

  let ready = false;
  const app = createServer({
    clusters: config.clusters.map(({ name }) => name),
    version,
    scrape: async () => `${await scrapeClusters(snapshots, collectors, report)}${await metrics.render()}`,
    scrapeTenant: (tenant) => scrapeTenant(snapshots, tenant),
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
  const loops = [loop, ...snapshots.map(({ guestConfigs }) => startLoop(guestConfigs.refresh, background.intervalSeconds * 1000))];

  const stop = async () => {
    stopping = true;
    const closed = new Promise((done) => server.close(done));
    // Ends the reads under way too, so that a Proxmox that hangs does not hold up the stop.
    await Promise.all([...loops.map((each) => each.stop()), closed, ...clients.map((client) => client.close())]);
  };
  return { url, stop };
}
