import type { LoadedConfig } from '@vigie/config/load';
import { because } from '@vigie/contract/step-reasons';
import { Registry } from 'prom-client';
import { presentCatalogue } from './catalogue/present.ts';
import { createQuoteService } from './catalogue/quote.ts';
import { connectCluster } from './cluster-connection.ts';
import { startEngine } from './engine/engine.ts';
import { orderRuns } from './engine/order-runs.ts';
import { startHttp } from './http/server.ts';
import type { Log } from './log.ts';
import { callMetrics } from './metrics.ts';
import { createMailer } from './notify/mailer.ts';
import { actions } from './pra/actions/index.ts';
import { backupPoints } from './pra/backup-points.ts';
import { executionRuns } from './pra/execution-runs.ts';
import { guides } from './pra/guides/index.ts';
import { readinessOf } from './pra/readiness.ts';
import { readinessFacts } from './pra/readiness-facts.ts';
import { readScenarios, scenarioFolder } from './pra/scenarios.ts';
import type { RecoveryPorts } from './pra/ports.ts';
import { ProblemError } from './problem-error.ts';
import { recoveryPorts } from './recovery-ports.ts';
import { runbookMetrics } from './runbook-metrics.ts';
import { orderMetrics } from './order-metrics.ts';
import { orderWork } from './order-work.ts';
import type { Services } from './services.ts';
import { liveGuests } from './services/live-guests.ts';
import { networkService } from './services/networks.ts';
import { orderService } from './services/orders.ts';
import { readinessService } from './services/readiness.ts';
import { runbookService } from './services/runbooks.ts';
import { vmService } from './services/vms.ts';
import { StepFailure } from './steps/failure.ts';
import { stepStore } from './step-store.ts';
import { Cipher } from './store/cipher.ts';
import { openDatabase } from './store/database.ts';
import { encryptionKey } from './store/encryption-key.ts';
import { orderFigures } from './store/order-figures.ts';
import { usualDeliverySeconds } from './store/order-steps.ts';
import { quotaUsed } from './store/quota.ts';
import { databaseServer } from './store/server.ts';
import { orderVm } from './workflows/order-vm.ts';
import { unbuilt } from './unbuilt.ts';
import { stepsAgainOnRetry } from './workflows/workflow.ts';

const noRestoreTests: RecoveryPorts['restoreTests'] = {
  start: () => Promise.reject(new StepFailure(because('lab-not-usable', { what: 'this version of Vigie has no restore tests yet' }))),
  state: () => Promise.resolve({ verdict: null }),
};
const noProtection = () => Promise.resolve({ vms: 0, outsideRpo: 0, unproven: 0, failedTests: 0, unreadable: [] });

export interface Daemon {
  url: string;
  stop(): Promise<void>;
}

/** Wires every part of the provisioner together and starts it. What was started is stopped again when a later part fails. */
export async function startDaemon(loaded: LoadedConfig, home: string, log: Log): Promise<Daemon> {
  const { config, baseDir } = loaded;
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const step of stops.splice(0).reverse()) await step();
  };
  try {
    const metrics = new Registry();
    const cipher = new Cipher(encryptionKey(loaded, home));
    const onCall = callMetrics(metrics);
    const clusters = config.clusters.map((cluster) => connectCluster(cluster, baseDir, log, onCall));
    stops.push(async () => {
      await Promise.all(clusters.map((cluster) => cluster.close()));
    });

    const server = await databaseServer(loaded, home, log);
    stops.push(() => server.stop());
    const db = openDatabase(server.url, log);
    stops.push(() => db.close());
    orderMetrics({ registry: metrics, tenants: config.tenants.map(({ id }) => id), read: () => orderFigures(db), log });

    const work = orderWork(orderVm, { config, db, clusters, store: stepStore(db, config, cipher), mail: createMailer(loaded, db) });
    const orders = orderRuns(work);
    const scenarios = readScenarios(scenarioFolder, { actions, guides });
    const recovery = recoveryPorts({ config, db, clusters, backupsOf: backupPoints, restoreTests: noRestoreTests });
    const executions = executionRuns({ db, ports: recovery, actions, guides });
    runbookMetrics({ registry: metrics, db, slugs: [...scenarios.keys()], log });
    const engine = await startEngine({
      database: db, replica: config.provisioner.replica, log, kinds: [orders, executions], schedules: [],
      // Another replica may already repeat our work: ending here, at once, is what keeps its effects single.
      onLivenessLost: () => process.exit(1),
    });
    stops.push(() => engine.stop());

    const guests = new Map(clusters.map(({ config: { name }, port }) => [name, liveGuests(port, log)]));
    const services: Services = {
      catalogue: (language) => presentCatalogue(config.catalogue, language),
      quote: createQuoteService({
        catalogue: config.catalogue, tenants: config.tenants,
        quotaUsed: (tenant) => quotaUsed(db, tenant), usualDeliverySeconds: () => usualDeliverySeconds(db),
      }),
      orders: orderService({ config, db, engine: orders, againOnRetry: stepsAgainOnRetry(orderVm) }),
      vms: vmService({ db, live: async (cluster) => (await guests.get(cluster)?.()) ?? null }),
      networks: networkService({ db, config }),
      overview: () => Promise.reject(new Error('not built')),
      backups: unbuilt(),
      restoreTests: unbuilt(),
      runbooks: runbookService({
        db, scenarios, guides, ports: recovery, engine: executions,
        readiness: async (language) =>
          readinessOf(await readinessFacts({ db, scenarios, ports: recovery, protection: noProtection }, language), new Date()),
        sign: () => {
          throw new ProblemError('not-ready', 'This version of Vigie cannot sign reports yet.');
        },
      }),
      readiness: readinessService(db, clusters),
    };
    const http = await startHttp({ config: loaded, services, log, metrics });
    stops.push(() => http.close());
    return { url: http.url, stop };
  } catch (error) {
    await stop().catch((later: unknown) => log.error({ err: later }, 'did not stop cleanly'));
    throw error;
  }
}
