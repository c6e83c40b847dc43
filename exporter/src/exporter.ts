import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { LoadedConfig } from '@vigie/config/load';
import { readSecret } from '@vigie/config/secret';
import type { Logger } from 'pino';
import type { BackupServerRead } from './backup-server.ts';
import { connect } from './connect.ts';
import { createDiscovery } from './discovery.ts';
import { createDiscoveryPass } from './discovery-loop.ts';
import { createApp } from './http/app.ts';
import { createBasicAuth } from './http/basic-auth.ts';
import { createLimit } from './http/limit.ts';
import { createOperatorAuth } from './http/operator-auth.ts';
import { allRoutes } from './http/routes.ts';
import { startWebServer } from './http/web-server.ts';
import { startLoop } from './loop.ts';
import { createOwnMetrics } from './own-metrics.ts';
import { createOwnTargets } from './own-targets.ts';
import { createScrapes } from './scrapes.ts';
import { createTenantAuth } from './tenant-auth.ts';
import { createTroubleLog, type ReportRead } from './trouble-log.ts';
import { createWebConfigSource } from './web-config-source.ts';

export interface ExporterOptions extends LoadedConfig {
  /** The state folder. */
  home: string;
  /** Instead of the configured port. */
  port?: number;
  log: Logger;
}

/** The `intervalSeconds` of collectors hold when exporter.background.intervalSeconds is at its default. */
const defaultIntervalSeconds = 300;
/** After a background read that failed, the next one comes so soon at first. */
const retryMs = 15_000;
/** How soon a renewed certificate is noticed. */
const webConfigMs = 5_000;
/** Longer than a scrape may take: those under way when the exporter is stopped are answered. */
const stopGraceMs = 9_000;
/** So many wrong credentials at once, then one more each six seconds. */
const guesses = { burst: 10, intervalMs: 6_000 };

/** Wires the parts and starts them. Rejects when a secret is missing or the port is taken; Proxmox need not be there. */
export async function startExporter({ config, baseDir, home, port, log }: ExporterOptions): Promise<{ url: string; stop: () => Promise<void> }> {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  const { background, discovery: settings, listen: address, webConfig } = config.exporter;
  const web = createWebConfigSource(webConfig === undefined ? undefined : resolve(baseDir, webConfig), log);
  let stopping = false;
  const reportOf = (...what: Parameters<typeof createTroubleLog>): ReportRead => {
    const tell = createTroubleLog(...what);
    return (...read) => {
      if (!stopping) tell(...read);
    };
  };
  const report = reportOf(log, { noun: 'cluster', endpoints: endpointsOf(config.clusters) });
  const reportServer = reportOf(log, { noun: 'backup server', endpoints: endpointsOf(config.backupServers) });
  const metrics = createOwnMetrics(version);
  const { clusters, backupServers, closeScrapes, closeBackground } = connect(config, baseDir, { reportServer, calls: metrics.calls });
  const tokens = new Map(config.tenants.flatMap(({ id, metricsToken }) => (metricsToken ? [[id, readSecret(metricsToken, baseDir)] as const] : [])));
  const names = {
    clusters: config.clusters.map(({ name }) => name),
    'backup-servers': config.backupServers.map(({ name }) => name),
    tenants: [...tokens.keys()],
  };

  const discovery = createDiscovery(clusters.map(({ snapshot }) => snapshot), { tag: settings.tag, port: settings.nodeExporterPort }, report);
  let url = '';
  const ownTargets = createOwnTargets({
    names,
    address: settings.exporterAddress,
    listening: () => new URL(url).host,
    isTls: () => web.current().tls !== null,
  });
  const operatorAuth = createOperatorAuth({
    users: () => web.current().users,
    check: createBasicAuth(),
    failures: createLimit(guesses),
    onRefused: () => metrics.refused('operator'),
  });

  let ready = false;
  const routes = allRoutes({
    ...createScrapes({ config, clusters, backupServers, metrics, report }),
    version,
    clusters: names.clusters,
    backupServers: names['backup-servers'],
    tenantAuth: createTenantAuth(tokens),
    tenantFailures: createLimit(guesses),
    tenants: new Set(names.tenants),
    hasUsers: () => web.current().users.size > 0,
    onRefusedToken: () => metrics.refused('tenant'),
    operatorAuth,
    discovery,
    ownTargets,
    isReady: () => ready,
  });
  const server = await startWebServer({
    app: createApp({ routes, operatorAuth, web: () => web.current(), log }),
    web,
    host: address.host,
    port: port ?? address.port,
  });
  url = server.url;
  if (!isLoopback(address.host) && web.current().users.size === 0) {
    log.warn({ host: address.host }, 'everybody who reaches this address can read the metrics and targets of all tenants; set basic_auth_users in exporter.webConfig');
  }

  const files = new Map(settings.files.map((job) => [job, resolve(home, settings.folder, `${job}.json`)] as const));
  const firstLoop = startLoop(createDiscoveryPass({ discovery, ownTargets, files, metrics, log }), { intervalMs: settings.intervalSeconds * 1000 });
  void firstLoop.first.then(() => (ready = true));
  const pace = background.intervalSeconds / defaultIntervalSeconds;
  const reads = [...clusters, ...backupServers].flatMap((each): readonly BackupServerRead[] => each.background);
  const loops = [
    firstLoop,
    startLoop(async () => web.refresh(), { intervalMs: webConfigMs }),
    ...reads.map(({ refresh, intervalSeconds }) => startLoop(refresh, { intervalMs: Math.max(1, intervalSeconds * pace) * 1000, retryMs })),
  ];

  const stop = async () => {
    stopping = true;
    const stopped = Promise.all(loops.map((each) => each.stop()));
    // Reads under way end with their connections, so that a Proxmox that hangs does not hold up the stop; those of scrapes after their answers.
    await Promise.all([closeBackground(), server.close(stopGraceMs)]);
    await closeScrapes();
    await stopped;
  };
  return { url, stop };
}

function endpointsOf(apis: readonly { name: string; endpoints: readonly { url: string }[] }[]): ReadonlyMap<string, string[]> {
  return new Map(apis.map(({ name, endpoints }) => [name, endpoints.map(({ url }) => url)]));
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
