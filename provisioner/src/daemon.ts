import type { LoadedConfig } from '@vigie/config/load';
import type { Language } from '@vigie/contract/primitives';
import { Registry } from 'prom-client';
import { backupRuns } from './backups/backup-runs.ts';
import { dueBackups } from './backups/due-backups.ts';
import { assertDefaultPolicy, effectivePolicies } from './backups/policies.ts';
import { presentCatalogue } from './catalogue/present.ts';
import { createQuoteService } from './catalogue/quote.ts';
import { createBastion } from './bastion/bastion.ts';
import { connectCluster } from './cluster-connection.ts';
import { startEngine } from './engine/engine.ts';
import { orderRuns } from './engine/order-runs.ts';
import { executionReport } from './evidence/execution.ts';
import { restoreTestEvidence } from './evidence/restore-test.ts';
import { signingKey } from './evidence/signing-key.ts';
import { startHttp } from './http/server.ts';
import type { Log } from './log.ts';
import { callMetrics } from './metrics.ts';
import { createMailer } from './notify/mailer.ts';
import { createSlack } from './notify/slack.ts';
import { orderMetrics } from './order-metrics.ts';
import { orderWork } from './order-work.ts';
import { actions } from './pra/actions/index.ts';
import { backupPoints } from './pra/backup-points.ts';
import { executionRuns } from './pra/execution-runs.ts';
import { guides } from './pra/guides/index.ts';
import { readinessOf } from './pra/readiness.ts';
import { readinessFacts } from './pra/readiness-facts.ts';
import { readScenarios, scenarioFolder } from './pra/scenarios.ts';
import { recoveryPorts } from './recovery-ports.ts';
import { resilienceMetrics } from './resilience-metrics.ts';
import { restoreTestNotices } from './restore-tests/notices.ts';
import { rehearsalTests } from './restore-tests/rehearsal-tests.ts';
import { restoreTestRuns } from './restore-tests/runs.ts';
import { leftoverSchedule, restoreTestSchedule } from './restore-tests/schedule.ts';
import { restoreTestService } from './restore-tests/service.ts';
import { removeLeftovers, testWork, type TestWorkParts } from './restore-tests/work.ts';
import type { Services } from './services.ts';
import { backupService } from './services/backups.ts';
import { liveBackups } from './services/live-backups.ts';
import { liveGuests } from './services/live-guests.ts';
import { networkService } from './services/networks.ts';
import { orderService } from './services/orders.ts';
import { overviewService } from './services/overview.ts';
import { protectionFigures } from './services/protection-figures.ts';
import { readinessService } from './services/readiness.ts';
import { runbookService } from './services/runbooks.ts';
import { vmService } from './services/vms.ts';
import { stepStore } from './step-store.ts';
import { Cipher } from './store/cipher.ts';
import { openDatabase } from './store/database.ts';
import { encryptionKey } from './store/encryption-key.ts';
import { orderFigures } from './store/order-figures.ts';
import { usualDeliverySeconds } from './store/order-steps.ts';
import { quotaUsed } from './store/quota.ts';
import { resilienceFigures } from './store/resilience-figures.ts';
import { databaseServer } from './store/server.ts';
import { noNotices } from './vm-life/no-notices.ts';
import { orderUndo } from './vm-life/order-undo.ts';
import { vmOperationRuns } from './vm-life/runs.ts';
import { dueDestructions } from './vm-life/schedule.ts';
import { vmLifeService } from './vm-life/service.ts';
import { orderVm } from './workflows/order-vm.ts';
import { version } from './version.ts';
import { stepsAgainOnRetry } from './workflows/workflow.ts';

export interface Daemon {
  url: string;
  stop(): Promise<void>;
}

/** Wires every part of the provisioner together and starts it. What was started is stopped again when a later part fails. */
export async function startDaemon(loaded: LoadedConfig, home: string, log: Log): Promise<Daemon> {
  const { config, baseDir } = loaded;
  assertDefaultPolicy(config);
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const step of stops.splice(0).reverse()) await step();
  };
  try {
    const metrics = new Registry();
    const bastion = createBastion(loaded);
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
    const tenants = config.tenants.map(({ id }) => id);
    orderMetrics({ registry: metrics, tenants, read: () => orderFigures(db), log });
    resilienceMetrics({
      registry: metrics, tenants, clusters: config.clusters.map(({ name }) => name), log,
      read: async () => ({ ...(await resilienceFigures(db)), policyOf: await effectivePolicies(db, config) }),
    });

    const store = stepStore(db, config, cipher);
    const mail = createMailer(loaded, db);
    const work = orderWork(orderVm, { config, db, clusters, store, mail, bastion });
    const orders = orderRuns(work);
    const scenarios = readScenarios(scenarioFolder, { actions, guides });
    const backups = backupRuns({ config, db, clusters, log });
    const vmOperations = vmOperationRuns({ config, db, clusters, undo: orderUndo(work), notices: noNotices, log });
    const key = signingKey(loaded, home);
    const tenantName = (id: string) => config.tenants.find((tenant) => tenant.id === id)?.name ?? id;
    const testParts: TestWorkParts = {
      config, db, clusters, oneApplyAtATime: (cluster, act) => store.oneApplyAtATime(cluster, act),
      sign: (test) => restoreTestEvidence(key, test, { operator: config.operator, tenantName: tenantName(test.tenant), vigieVersion: version }),
      notify: restoreTestNotices(config, { slack: createSlack(loaded, db), mail }),
    };
    const restoreTests = restoreTestRuns(db, testWork(testParts));
    const recovery = recoveryPorts({
      config, db, clusters, backupsOf: backupPoints, restoreTests: rehearsalTests({ config, db }),
    });
    const executions = executionRuns({ db, ports: recovery, actions, guides });
    const engine = await startEngine({
      database: db, replica: config.provisioner.replica, log, kinds: [orders, backups, restoreTests, executions, vmOperations],
      schedules: [
        dueBackups({ config, db }), restoreTestSchedule({ db, config }), leftoverSchedule(() => removeLeftovers(testParts, log)),
        dueDestructions(db),
      ],
      // Another replica may already repeat our work: ending here, at once, is what keeps its effects single.
      onLivenessLost: () => process.exit(1),
    });
    stops.push(() => engine.stop());

    const guests = new Map(clusters.map(({ config: { name }, port }) => [name, liveGuests(port, log)]));
    const portOf = new Map(clusters.map(({ config: { name }, port }) => [name, port]));
    const backupLists = new Map(clusters.map(({ config: { name }, port }) => [name, liveBackups(port, log)]));
    const backupsIn = async (cluster: string) => (await backupLists.get(cluster)?.()) ?? null;
    const live = async (cluster: string) => (await guests.get(cluster)?.()) ?? null;
    const readiness = async (language: Language) =>
      readinessOf(
        await readinessFacts({ db, scenarios, ports: recovery, protection: () => protectionFigures({ config, db, backupsIn }) }, language),
        new Date(),
      );
    const vms = vmService({ db, live });
    const services: Services = {
      catalogue: (language) => presentCatalogue(config, language),
      quote: createQuoteService({
        catalogue: config.catalogue, tenants: config.tenants,
        quotaUsed: (tenant) => quotaUsed(db, tenant), usualDeliverySeconds: () => usualDeliverySeconds(db),
      }),
      orders: orderService({ config, db, engine: orders, againOnRetry: stepsAgainOnRetry(orderVm) }),
      vms: { ...vms, sync: () => unbuilt() },
      vmLife: vmLifeService({
        config, db, engine: vmOperations, pve: (cluster) => portOf.get(cluster), view: (caller, id) => vms.get(caller, id), log,
      }),
      drift: () => unbuilt(),
      networks: networkService({ db, config }),
      overview: overviewService({ config, db, clusters, live, backupsIn, readiness, log }),
      backups: backupService({ config, db, engine: backups, pve: (cluster) => portOf.get(cluster), backupsIn, log }),
      restoreTests: restoreTestService({ config, db, begin: (ref) => restoreTests.begin(ref) }),
      runbooks: runbookService({
        db, scenarios, guides, ports: recovery, engine: executions, readiness,
        sign: (execution, language) => executionReport(key, execution, { operator: config.operator, vigieVersion: version, language }),
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

function unbuilt(): never {
  throw new Error('not built yet');
}
