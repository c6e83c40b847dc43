import type { Language } from '@vigie/contract/primitives';
import { Registry } from 'prom-client';
import { createBastion } from '../bastion/bastion.ts';
import { presentCatalogue } from '../catalogue/present.ts';
import { createQuoteService } from '../catalogue/quote.ts';
import { watchCluster } from '../cluster-watch.ts';
import { connectClusters } from '../connect-clusters.ts';
import { executionReport } from '../evidence/execution.ts';
import { signingKey } from '../evidence/signing-key.ts';
import { prepareHttp } from '../http/server.ts';
import type { Log } from '../log.ts';
import { linkTokens } from '../network-choice/link-token.ts';
import { packageNeeds } from '../needed-privileges.ts';
import { orderNotices } from '../notify/order-notices.ts';
import { mailOutbox } from '../notify/outbox.ts';
import { actions } from '../pra/actions/index.ts';
import { backupPoints } from '../pra/backup-points.ts';
import { guides } from '../pra/guides/index.ts';
import { readinessOf } from '../pra/readiness.ts';
import { readinessFacts } from '../pra/readiness-facts.ts';
import { readScenarios, scenarioFolder } from '../pra/scenarios.ts';
import { recoveryPorts } from '../recovery-ports.ts';
import { rehearsalTests } from '../restore-tests/rehearsal-tests.ts';
import { restoreTestService } from '../restore-tests/service.ts';
import type { Services } from '../services.ts';
import { backupService } from '../services/backups.ts';
import { bastionService } from '../services/bastion.ts';
import { liveBackups } from '../services/live-backups.ts';
import { liveGuests } from '../services/live-guests.ts';
import { mailService } from '../services/mails.ts';
import { networkLinkService } from '../services/network-choice.ts';
import { networkService } from '../services/networks.ts';
import { orderService } from '../services/orders.ts';
import { overviewService } from '../services/overview.ts';
import { protectionFigures } from '../services/protection-figures.ts';
import { readinessService } from '../services/readiness.ts';
import { runbookService } from '../services/runbooks.ts';
import { vmSync } from '../services/vm-sync.ts';
import { vmService } from '../services/vms.ts';
import { stops } from '../stops.ts';
import { Cipher } from '../store/cipher.ts';
import { openDatabase } from '../store/database.ts';
import { driftReport } from '../store/drift.ts';
import { encryptionKey } from '../store/encryption-key.ts';
import { usualDeliverySeconds } from '../store/order-steps.ts';
import { offerUsed, quotaUsed } from '../store/quota.ts';
import { recoveryVms } from '../store/recovery-vms.ts';
import { tracingIfWanted } from '../tracing/wanted.ts';
import { version } from '../version.ts';
import { vmLifeService } from '../vm-life/service.ts';
import { orderVm } from '../workflows/order-vm.ts';
import { stepsAgainOnRetry } from '../workflows/workflow.ts';
import type { ApiCalls, ApiThreadData, WorkCalls } from './calls.ts';
import { enginePort } from './engine-port.ts';
import { mergedMetrics } from './merged-metrics.ts';
import { storedMetrics } from './stored-metrics.ts';

/** Enough for the pages of many people; the rest of what PostgreSQL gives is for the steps. */
const connections = 8;

/** Wires all that answers requests. Nobody is answered before `listen`. */
export async function prepareApi({ loaded, home, databaseUrl }: ApiThreadData, work: WorkCalls, log: Log): Promise<Omit<ApiCalls, 'prepared'>> {
  const { config } = loaded;
  const closing = stops();
  const tracing = await tracingIfWanted(config.provisioner, log);
  if (tracing) closing.add(() => tracing.stop());
  const metrics = new Registry();
  const clusters = connectClusters(loaded, metrics, tracing);
  closing.add(async () => {
    await Promise.all(clusters.map((cluster) => cluster.close()));
  });
  const needs = packageNeeds(config);
  const watches = clusters.map((cluster) => watchCluster(cluster, log, needs));
  closing.add(async () => watches.forEach((watch) => watch.stop()));
  const db = openDatabase(databaseUrl, log, connections);
  closing.add(() => db.close());
  storedMetrics({ registry: metrics, config, db, log });

  const engine = enginePort(work);
  const encryption = encryptionKey(loaded, home);
  const cipher = new Cipher(encryption);
  const key = signingKey(loaded, home);
  const tokens = linkTokens(encryption);
  const bastion = createBastion(loaded);
  const scenarios = readScenarios(scenarioFolder, { actions, guides });
  const ports = recoveryPorts({ config, db, clusters, backupsOf: backupPoints, restoreTests: rehearsalTests({ config, db }) });
  const portOf = new Map(clusters.map(({ config: { name }, port }) => [name, port]));
  const pve = (cluster: string) => portOf.get(cluster);
  const guests = new Map(clusters.map(({ config: { name }, port }) => [name, liveGuests(port, log)]));
  const live = async (cluster: string) => (await guests.get(cluster)?.()) ?? null;
  const backupLists = new Map(clusters.map(({ config: { name }, port }) => [name, liveBackups(port, log)]));
  const backupsIn = async (cluster: string) => (await backupLists.get(cluster)?.()) ?? null;
  const readiness = async (language: Language) =>
    readinessOf(
      await readinessFacts(
        {
          db, scenarios, protection: () => protectionFigures({ config, db, backupsIn }),
          ports: { ...ports, vms: { ...ports.vms, all: (cluster) => recoveryVms(db, cluster) } },
        },
        language,
      ),
      new Date(),
    );
  const vms = vmService({ db, live });
  const { sync } = vmSync({
    db, log, clusters: clusters.map(({ config: { name }, port }) => ({ name, pve: port, read: guests.get(name) ?? (() => Promise.resolve(null)) })),
  });
  const services: Services = {
    catalogue: (caller, language) => presentCatalogue(config, caller.operator ? null : (caller.tenant?.id ?? ''), language),
    quote: createQuoteService({
      catalogue: config.catalogue, tenants: config.tenants,
      quotaUsed: (tenant) => quotaUsed(db, tenant), offerUsed: (tenant, offer) => offerUsed(db, tenant, offer),
      usualDeliverySeconds: () => usualDeliverySeconds(db),
    }),
    orders: orderService({
      config, db, engine: engine.orders, notices: orderNotices(config, mailOutbox(cipher)), againOnRetry: stepsAgainOnRetry(orderVm),
    }),
    vms: { ...vms, sync },
    vmLife: vmLifeService({ config, db, engine: engine.runs('vmOperations'), pve, view: (caller, id) => vms.get(caller, id), log }),
    drift: () => driftReport(db, config.clusters.map(({ name }) => name)),
    syncBastion: bastionService(bastion && { bastion, db, log }),
    mails: mailService({ db, cipher }),
    networks: networkService({ db, config }),
    networkLink: networkLinkService({ config, db, engine: engine.orders, tokens }),
    overview: overviewService({ config, db, clusters, live, backupsIn, readiness, log }),
    backups: backupService({ config, db, engine: engine.runs('backups'), pve, backupsIn, log }),
    restoreTests: restoreTestService({ config, db, begin: (ref) => engine.runs('restoreTests').begin(ref) }),
    runbooks: runbookService({
      db, scenarios, guides, ports, engine: engine.runs('executions'), readiness,
      sign: (execution, language) => executionReport(key, execution, { operator: config.operator, vigieVersion: version, language }),
    }),
    readiness: readinessService(db, watches),
  };
  const listen = prepareHttp({
    config: loaded, services, log, metrics, alive: () => work.alive(), exposition: () => mergedMetrics(metrics, work),
    ...(tracing && { trace: tracing.request }),
  });
  return {
    async listen() {
      const { url, close } = await listen();
      closing.add(close);
      return url;
    },
    close: () => closing.run(),
  };
}
