import { clustersClosedToBastion } from '@vigie/config/bastion-source';
import type { LoadedConfig } from '@vigie/config/load';
import type { VigieConfig } from '@vigie/config/schema';
import type { Language } from '@vigie/contract/primitives';
import { Registry } from 'prom-client';
import { backupRuns } from './backups/backup-runs.ts';
import { dueBackups } from './backups/due-backups.ts';
import { assertDefaultPolicy, effectivePolicies } from './backups/policies.ts';
import { presentCatalogue } from './catalogue/present.ts';
import { createQuoteService } from './catalogue/quote.ts';
import { createBastion } from './bastion/bastion.ts';
import { bastionSchedule } from './bastion/sync.ts';
import { bastionMetrics } from './bastion-metrics.ts';
import { connectCluster, type ClusterListeners } from './cluster-connection.ts';
import { driftMetrics } from './drift-metrics.ts';
import { driftSchedule } from './drift/schedule.ts';
import { both } from './engine/attempt.ts';
import { removeEndedRuns } from './engine/ended-runs.ts';
import { queueMetrics, stepMetrics, takeOverMetric } from './engine-metrics.ts';
import { startEngine } from './engine/engine.ts';
import { orderRuns } from './engine/order-runs.ts';
import { everyCron } from './every-cron.ts';
import { executionReport } from './evidence/execution.ts';
import { restoreTestEvidence } from './evidence/restore-test.ts';
import { signingKey } from './evidence/signing-key.ts';
import { startHttp } from './http/server.ts';
import type { Log } from './log.ts';
import { mailMetrics } from './mail-metrics.ts';
import { callMetrics, clearingMetrics } from './metrics.ts';
import { choiceLinks } from './network-choice/choice-links.ts';
import { linkTokens } from './network-choice/link-token.ts';
import { startMailDelivery } from './notify/mail-delivery.ts';
import { createMailer } from './notify/mailer.ts';
import { orderNotices } from './notify/order-notices.ts';
import { startOrderSlack } from './notify/order-slack-feed.ts';
import { mailOutbox } from './notify/outbox.ts';
import { createSlack } from './notify/slack.ts';
import { vmLifeNotices } from './notify/vm-life-notices.ts';
import { packageNeeds } from './needed-privileges.ts';
import { networkPoolMetrics } from './network-pool-metrics.ts';
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
import { retentionSchedule } from './retention.ts';
import { restoreTestNotices } from './restore-tests/notices.ts';
import { rehearsalTests } from './restore-tests/rehearsal-tests.ts';
import { restoreTestRuns } from './restore-tests/runs.ts';
import { leftoverSchedule, restoreTestSchedule } from './restore-tests/schedule.ts';
import { restoreTestService } from './restore-tests/service.ts';
import { removeLeftovers, testWork, type TestWorkParts } from './restore-tests/work.ts';
import { sdnDoors } from './sdn/sdn-doors.ts';
import { sdnMetrics } from './sdn/sdn-metrics.ts';
import type { Services } from './services.ts';
import { backupService } from './services/backups.ts';
import { bastionService } from './services/bastion.ts';
import { liveBackups } from './services/live-backups.ts';
import { liveGuests } from './services/live-guests.ts';
import { mailService } from './services/mails.ts';
import { networkLinkService } from './services/network-choice.ts';
import { networkService } from './services/networks.ts';
import { networkPools } from './services/network-pools.ts';
import { orderService } from './services/orders.ts';
import { overviewService } from './services/overview.ts';
import { protectionFigures } from './services/protection-figures.ts';
import { readinessService } from './services/readiness.ts';
import { runbookService } from './services/runbooks.ts';
import { vmSync } from './services/vm-sync.ts';
import { vmService } from './services/vms.ts';
import { stepStore } from './step-store.ts';
import { bastionCheck } from './store/bastion-check.ts';
import { Cipher } from './store/cipher.ts';
import { openDatabase, type Queryable } from './store/database.ts';
import { driftFigures } from './store/drift-figures.ts';
import { driftReport } from './store/drift.ts';
import { encryptionKey } from './store/encryption-key.ts';
import { assertSharedKeys, type SharedKey } from './store/key-fingerprints.ts';
import { mailFigures } from './store/mail-outbox.ts';
import { usedBySuperNetwork } from './store/networks.ts';
import { orderFigures } from './store/order-figures.ts';
import { usualDeliverySeconds } from './store/order-steps.ts';
import { offerUsed, quotaUsed } from './store/quota.ts';
import { recoveryVms } from './store/recovery-vms.ts';
import { resilienceFigures } from './store/resilience-figures.ts';
import { secretStore } from './store/secrets.ts';
import { databaseServer } from './store/server.ts';
import { orderTrace } from './tracing/order-trace.ts';
import type { Tracing } from './tracing/tracing.ts';
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
export async function startDaemon(loaded: LoadedConfig, home: string, log: Log, acceptedKeys: readonly SharedKey[] = []): Promise<Daemon> {
  const { config, baseDir } = loaded;
  assertDefaultPolicy(config);
  for (const cluster of clustersClosedToBastion(config)) {
    log.warn({ cluster }, 'the bastion does not reach the machines of this cluster: put its address into bastion.sourceAddress or isolation.allowFrom');
  }
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const step of stops.splice(0).reverse()) await step();
  };
  try {
    const metrics = new Registry();
    const bastion = createBastion(loaded);
    const encryption = encryptionKey(loaded, home);
    const cipher = new Cipher(encryption);
    const key = signingKey(loaded, home);
    const tokens = linkTokens(encryption);
    const tracing = await tracingOf(config.provisioner, log);
    if (tracing) stops.push(() => tracing.stop());
    const countCall = callMetrics(metrics);
    const onCall: ClusterListeners['onCall'] = tracing ? (call) => (countCall(call), tracing.call(call)) : countCall;
    const onCleared = clearingMetrics(metrics, config.clusters.map(({ name }) => name));
    const needs = packageNeeds(config);
    const clusters = config.clusters.map((cluster) => connectCluster(cluster, baseDir, log, { onCall, onCleared }, needs));
    stops.push(async () => {
      await Promise.all(clusters.map((cluster) => cluster.close()));
    });

    const server = await databaseServer(loaded, home, log);
    stops.push(() => server.stop());
    const db = openDatabase(server.url, log);
    stops.push(() => db.close());
    // Of their own: steps hold connections while they wait for each other, and people shall not wait with them.
    const requests = openDatabase(server.url, log, 8);
    stops.push(() => requests.close());
    const tenants = config.tenants.map(({ id }) => id);
    orderMetrics({ registry: metrics, tenants, read: () => orderFigures(requests), log });
    networkPoolMetrics({ registry: metrics, read: async () => networkPools(config.networks, await usedBySuperNetwork(requests)), log });
    resilienceMetrics({
      registry: metrics, tenants, clusters: config.clusters.map(({ name }) => name), log,
      read: async () => ({ ...(await resilienceFigures(requests)), policyOf: await effectivePolicies(requests, config) }),
    });
    const clusterNames = config.clusters.map(({ name }) => name);
    driftMetrics({ registry: metrics, clusters: clusterNames, read: () => driftFigures(requests), log });

    const store = stepStore(db, config, cipher);
    mailMetrics({ registry: metrics, read: () => mailFigures(requests), log });
    const bastionParts = bastion && { bastion, db, log };
    if (bastion) bastionMetrics({ registry: metrics, read: () => bastionCheck(requests), log });
    const outbox = mailOutbox(cipher);
    const mail = outbox(db);
    const notices = orderNotices(config, outbox);
    const slack = createSlack(loaded, db);
    const doors = sdnDoors({ db, clusters, log, onApply: sdnMetrics(metrics, config.clusters.map(({ name }) => name)) });
    const sdn = (cluster: string) => doors.of(cluster);
    const countSteps = stepMetrics(metrics);
    const traced = tracing && orderTrace(db, tracing);
    const watchOrders = (workflow: string) => (traced ? both(countSteps(workflow), traced.attempts(workflow)) : countSteps(workflow));
    const work = orderWork(orderVm, {
      config, db, clusters, store, mail, notices, bastion, sdn, choiceLinks: choiceLinks(config, tokens),
      watch: { forward: watchOrders('order'), back: watchOrders('undo'), ...(traced && { ended: traced.ended }) },
    });
    const orders = orderRuns(work);
    const scenarios = readScenarios(scenarioFolder, { actions, guides });
    const backups = backupRuns({ config, db, clusters, log, watch: countSteps('backup') });
    const lifeNotices = (tx: Queryable) => vmLifeNotices(config, outbox(tx));
    const vmOperations = vmOperationRuns({
      config, db, clusters, bastion, secrets: (tx) => secretStore(tx, cipher), undo: orderUndo(work), notices: lifeNotices, watch: countSteps('vm-operation'),
    });
    const tenantName = (id: string) => config.tenants.find((tenant) => tenant.id === id)?.name ?? id;
    const testParts: TestWorkParts = {
      config, db, clusters, sdn,
      sign: (test) => restoreTestEvidence(key, test, { operator: config.operator, tenantName: tenantName(test.tenant), vigieVersion: version }),
      notify: restoreTestNotices(config, { slack, mail }),
    };
    const restoreTests = restoreTestRuns(db, testWork(testParts));
    const recovery = recoveryPorts({
      config, db, clusters, backupsOf: backupPoints, restoreTests: rehearsalTests({ config, db }),
    });
    const executions = executionRuns({ db, ports: recovery, actions, guides });
    const guests = new Map(clusters.map(({ config: { name }, port }) => [name, liveGuests(port, log)]));
    const { sync, syncAll } = vmSync({
      db, log, clusters: clusters.map(({ config: { name }, port }) => ({ name, pve: port, read: (fresh) => guests.get(name)?.(fresh) ?? Promise.resolve(null) })),
    });
    const engine = await startEngine({
      database: db, replica: config.provisioner.replica, log, kinds: [orders, backups, restoreTests, executions, vmOperations],
      schedules: [
        dueBackups({ config, db }), restoreTestSchedule({ db, config }), leftoverSchedule(() => removeLeftovers(testParts, log)),
        retentionSchedule({ db, retention: config.provisioner.retention, removeEndedRuns, log }),
        { name: 'vm-sync', cron: everyCron(config.provisioner.sync.intervalSeconds), run: syncAll }, driftSchedule({ config, db, clusters, log }),
        dueDestructions(db, lifeNotices), ...(bastionParts ? [bastionSchedule(bastionParts)] : []),
      ],
      beforeWork: () => assertSharedKeys(db, { encryption, evidence: key.privateKey.export({ type: 'pkcs8', format: 'der' }) }, acceptedKeys),
      onTakenOver: takeOverMetric(metrics),
      // Another replica may already repeat our work: ending here, at once, is what keeps its effects single.
      onLivenessLost: () => process.exit(1),
    });
    stops.push(() => engine.stop());
    const delivery = startMailDelivery({ config, db, cipher, mailer: createMailer(loaded, db), log });
    stops.push(() => delivery.stop());
    const feed = slack && config.slack?.orders ? startOrderSlack({ config, db, slack, log }) : null;
    stops.push(async () => feed?.stop());
    queueMetrics({ registry: metrics, read: () => engine.queues(), log });
    const leaving = new AbortController();
    const tidied = doors.tidy(leaving.signal);
    stops.push(async () => {
      leaving.abort();
      await tidied;
    });

    const portOf = new Map(clusters.map(({ config: { name }, port }) => [name, port]));
    const backupLists = new Map(clusters.map(({ config: { name }, port }) => [name, liveBackups(port, log)]));
    const backupsIn = async (cluster: string) => (await backupLists.get(cluster)?.()) ?? null;
    const live = async (cluster: string) => (await guests.get(cluster)?.()) ?? null;
    const readiness = async (language: Language) =>
      readinessOf(
        await readinessFacts(
          {
            db: requests, scenarios, protection: () => protectionFigures({ config, db: requests, backupsIn }),
            ports: { ...recovery, vms: { ...recovery.vms, all: (cluster) => recoveryVms(requests, cluster) } },
          },
          language,
        ),
        new Date(),
      );
    const vms = vmService({ db: requests, live });
    const services: Services = {
      catalogue: (caller, language) => presentCatalogue(config, caller.operator ? null : (caller.tenant?.id ?? ''), language),
      quote: createQuoteService({
        catalogue: config.catalogue, tenants: config.tenants,
        quotaUsed: (tenant) => quotaUsed(requests, tenant), offerUsed: (tenant, offer) => offerUsed(requests, tenant, offer),
        usualDeliverySeconds: () => usualDeliverySeconds(requests),
      }),
      orders: orderService({ config, db: requests, engine: orders, notices, againOnRetry: stepsAgainOnRetry(orderVm) }),
      vms: { ...vms, sync },
      vmLife: vmLifeService({
        config, db: requests, engine: vmOperations, pve: (cluster) => portOf.get(cluster), view: (caller, id) => vms.get(caller, id), log,
      }),
      drift: () => driftReport(requests, clusterNames),
      syncBastion: bastionService(bastionParts),
      mails: mailService({ db: requests, cipher }),
      networks: networkService({ db: requests, config }),
      networkLink: networkLinkService({ config, db: requests, engine: orders, tokens }),
      overview: overviewService({ config, db: requests, clusters, live, backupsIn, readiness, log }),
      backups: backupService({ config, db: requests, engine: backups, pve: (cluster) => portOf.get(cluster), backupsIn, log }),
      restoreTests: restoreTestService({ config, db: requests, begin: (ref) => restoreTests.begin(ref) }),
      runbooks: runbookService({
        db: requests, scenarios, guides, ports: recovery, engine: executions, readiness,
        sign: (execution, language) => executionReport(key, execution, { operator: config.operator, vigieVersion: version, language }),
      }),
      readiness: readinessService(requests, clusters),
    };
    const http = await startHttp({ config: loaded, services, log, metrics, ...(tracing && { trace: tracing.request }) });
    stops.push(() => http.close());
    return { url: http.url, stop };
  } catch (error) {
    await stop().catch((later: unknown) => log.error({ err: later }, 'did not stop cleanly'));
    throw error;
  }
}

/** Loaded only when it is wanted. */
async function tracingOf({ tracing, replica }: VigieConfig['provisioner'], log: Log): Promise<Tracing | null> {
  if (!tracing) return null;
  const { startTracing } = await import('./tracing/tracing.ts');
  return startTracing({ ...tracing, replica, log });
}
