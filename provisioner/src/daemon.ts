import { clustersClosedToBastion } from '@vigie/config/bastion-source';
import type { LoadedConfig } from '@vigie/config/load';
import { Registry } from 'prom-client';
import { startApiThread } from './api-thread/start.ts';
import { workCalls } from './api-thread/work-calls.ts';
import { backupRuns } from './backups/backup-runs.ts';
import { dueBackups } from './backups/due-backups.ts';
import { assertDefaultPolicy } from './backups/policies.ts';
import { createBastion } from './bastion/bastion.ts';
import { bastionSchedule } from './bastion/sync.ts';
import { connectClusters } from './connect-clusters.ts';
import { driftSchedule } from './drift/schedule.ts';
import { both } from './engine/attempt.ts';
import { removeEndedRuns } from './engine/ended-runs.ts';
import { queueMetrics, stepMetrics, takeOverMetric } from './engine-metrics.ts';
import { startEngine } from './engine/engine.ts';
import { orderRuns } from './engine/order-runs.ts';
import { everyCron } from './every-cron.ts';
import { restoreTestEvidence } from './evidence/restore-test.ts';
import { signingKey } from './evidence/signing-key.ts';
import type { Log } from './log.ts';
import { choiceLinks } from './network-choice/choice-links.ts';
import { linkTokens } from './network-choice/link-token.ts';
import { startMailDelivery } from './notify/mail-delivery.ts';
import { createMailer } from './notify/mailer.ts';
import { orderNotices } from './notify/order-notices.ts';
import { startOrderSlack } from './notify/order-slack-feed.ts';
import { mailOutbox } from './notify/outbox.ts';
import { createSlack } from './notify/slack.ts';
import { vmLifeNotices } from './notify/vm-life-notices.ts';
import { orderWork } from './order-work.ts';
import { actions } from './pra/actions/index.ts';
import { backupPoints } from './pra/backup-points.ts';
import { executionRuns } from './pra/execution-runs.ts';
import { guides } from './pra/guides/index.ts';
import { recoveryPorts } from './recovery-ports.ts';
import { retentionSchedule } from './retention.ts';
import { restoreTestNotices } from './restore-tests/notices.ts';
import { rehearsalTests } from './restore-tests/rehearsal-tests.ts';
import { restoreTestRuns } from './restore-tests/runs.ts';
import { leftoverSchedule, restoreTestSchedule } from './restore-tests/schedule.ts';
import { removeLeftovers, testWork, type TestWorkParts } from './restore-tests/work.ts';
import { sdnDoors } from './sdn/sdn-doors.ts';
import { sdnMetrics } from './sdn/sdn-metrics.ts';
import { liveGuests } from './services/live-guests.ts';
import { vmSync } from './services/vm-sync.ts';
import { stepStore } from './step-store.ts';
import { stops } from './stops.ts';
import { Cipher } from './store/cipher.ts';
import { openDatabase, type Queryable } from './store/database.ts';
import { encryptionKey } from './store/encryption-key.ts';
import { assertSharedKeys, type SharedKey } from './store/key-fingerprints.ts';
import { secretStore } from './store/secrets.ts';
import { databaseServer } from './store/server.ts';
import { orderTrace } from './tracing/order-trace.ts';
import { tracingIfWanted } from './tracing/wanted.ts';
import { orderUndo } from './vm-life/order-undo.ts';
import { vmOperationRuns } from './vm-life/runs.ts';
import { dueDestructions } from './vm-life/schedule.ts';
import { orderVm } from './workflows/order-vm.ts';
import { version } from './version.ts';

export interface Daemon {
  url: string;
  stop(): Promise<void>;
}

/** Wires every part that works, and starts the thread that answers requests. What was started is stopped again when a later part fails. */
export async function startDaemon(loaded: LoadedConfig, home: string, log: Log, acceptedKeys: readonly SharedKey[] = []): Promise<Daemon> {
  const { config } = loaded;
  assertDefaultPolicy(config);
  for (const cluster of clustersClosedToBastion(config)) {
    log.warn({ cluster }, 'the bastion does not reach the machines of this cluster: put its address into bastion.sourceAddress or isolation.allowFrom');
  }
  const stopping = stops();
  try {
    const metrics = new Registry();
    const bastion = createBastion(loaded);
    // Made here when they are missing: the other thread reads them.
    const encryption = encryptionKey(loaded, home);
    const key = signingKey(loaded, home);
    const cipher = new Cipher(encryption);
    const tracing = await tracingIfWanted(config.provisioner, log);
    if (tracing) stopping.add(() => tracing.stop());
    const clusters = connectClusters(loaded, metrics, tracing);
    stopping.add(async () => {
      await Promise.all(clusters.map((cluster) => cluster.close()));
    });

    const server = await databaseServer(loaded, home, log);
    stopping.add(() => server.stop());
    const db = openDatabase(server.url, log);
    stopping.add(() => db.close());

    const store = stepStore(db, config, cipher);
    const bastionParts = bastion && { bastion, db, log };
    const outbox = mailOutbox(cipher);
    const mail = outbox(db);
    const slack = createSlack(loaded, db);
    const doors = sdnDoors({ db, clusters, log, onApply: sdnMetrics(metrics, config.clusters.map(({ name }) => name)) });
    const sdn = (cluster: string) => doors.of(cluster);
    const countSteps = stepMetrics(metrics);
    const traced = tracing && orderTrace(db, tracing);
    const watchOrders = (workflow: string) => (traced ? both(countSteps(workflow), traced.attempts(workflow)) : countSteps(workflow));
    const work = orderWork(orderVm, {
      config, db, clusters, store, mail, notices: orderNotices(config, outbox), bastion, sdn, choiceLinks: choiceLinks(config, linkTokens(encryption)),
      watch: { forward: watchOrders('order'), back: watchOrders('undo'), ...(traced && { ended: traced.ended }) },
    });
    const orders = orderRuns(work);
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
    const { syncAll } = vmSync({ db, log, clusters: clusters.map(({ config: { name }, port }) => ({ name, pve: port, read: liveGuests(port, log) })) });
    const api = startApiThread(
      { loaded, home, databaseUrl: server.url },
      workCalls({ orders, runs: { backups, restoreTests, executions, vmOperations }, metrics }),
      (error) => {
        log.fatal({ err: error }, 'the thread of the API is lost');
        process.exit(1);
      },
    );
    stopping.add(() => api.stop());
    // Else work would go on for the seconds in which nobody can ask for it, and begin although the start fails.
    await api.prepared();
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
    stopping.add(() => engine.stop());
    const delivery = startMailDelivery({ config, db, cipher, mailer: createMailer(loaded, db), log });
    stopping.add(() => delivery.stop());
    const feed = slack && config.slack?.orders ? startOrderSlack({ config, db, slack, log }) : null;
    stopping.add(async () => feed?.stop());
    queueMetrics({ registry: metrics, read: () => engine.queues(), log });
    const leaving = new AbortController();
    const tidied = doors.tidy(leaving.signal);
    stopping.add(async () => {
      leaving.abort();
      await tidied;
    });
    const url = await api.listen();
    // Before all else, while the engine still takes what requests in work ask of it.
    stopping.add(() => api.stop());
    return { url, stop: () => stopping.run() };
  } catch (error) {
    await stopping.run().catch((later: unknown) => log.error({ err: later }, 'did not stop cleanly'));
    throw error;
  }
}
