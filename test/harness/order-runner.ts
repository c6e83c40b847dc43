import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { parseConfig } from '@vigie/config/load';
import type { OrderStepName } from '@vigie/contract/order-steps';
import { createPveClient, type PveClient } from '@vigie/proxmox/client';
import type { Clock } from '@vigie/proxmox/clock';
import { listTasks, waitForTask } from '@vigie/proxmox/tasks';
import type { ClusterConnection } from '../../provisioner/src/cluster-connection.ts';
import { runSteps, type Progress, type RunStep } from '../../provisioner/src/engine/run-steps.ts';
import { createLog } from '../../provisioner/src/log.ts';
import { orderNotices } from '../../provisioner/src/notify/order-notices.ts';
import { mailOutbox } from '../../provisioner/src/notify/outbox.ts';
import { orderWork } from '../../provisioner/src/order-work.ts';
import { sdnDoors } from '../../provisioner/src/sdn/sdn-doors.ts';
import { stepStore } from '../../provisioner/src/step-store.ts';
import type { BastionPort, MailPort } from '../../provisioner/src/steps/ports.ts';
import { Cipher } from '../../provisioner/src/store/cipher.ts';
import { insertSteps, reopenSteps, stepsOf } from '../../provisioner/src/store/order-steps.ts';
import { cancelOrder, decideOrder, findOrder, reopenOrder, type NewOrder } from '../../provisioner/src/store/orders.ts';
import { systemScope } from '../../provisioner/src/store/scope.ts';
import { anOrder, testDatabase } from '../../provisioner/src/store/test-database.ts';
import { orderVm } from '../../provisioner/src/workflows/order-vm.ts';
import { stepsAgainOnRetry, stepsOfWorkflow } from '../../provisioner/src/workflows/workflow.ts';
import { startDaemon } from './daemon.ts';
import { exampleConfig } from './example-config.ts';
import { simulatorOf } from './simulator.ts';

/** Runs the real steps of orders against the simulator and a real database, without the daemon and its waits. */
export interface OrderRunner {
  readonly simulator: ReturnType<typeof simulatorOf>;
  readonly steps: readonly OrderStepName[];
  /** Keys of the mails that steps handed over, in order. */
  readonly mails: string[];
  /** An approved order of a tenant that has none yet. `spec`: what is other of its machine. */
  newOrder(facts?: OrderFacts): Promise<{ id: string; tenant: string }>;
  /** Two approved orders of one tenant. */
  newOrdersOfOne(): Promise<[{ id: string; tenant: string }, { id: string; tenant: string }]>;
  /** A call of somebody else than Vigie. */
  call: PveClient['call'];
  /** A step alone, forward or back. */
  runStep: RunStep<OrderStepName>;
  undoStep: RunStep<OrderStepName>;
  /** Runs the order as the engine does, with its retries but without waiting for them, up to a step or to the end; answers its state. */
  deliver(id: string, upTo?: OrderStepName): Promise<string>;
  /** The same after a failure, as `retry` does. */
  retry(id: string): Promise<string>;
  cancel(id: string): Promise<string>;
  stepsOf(id: string): ReturnType<typeof stepsOf>;
  /** The VMID that was reserved for an order. */
  vmidOf(id: string): Promise<number>;
  close(): Promise<void>;
}

type OrderFacts = Partial<Omit<NewOrder, 'spec'>> & { spec?: Partial<NewOrder['spec']> };

/** Tasks without delays end at once: looking again after half a second would be most of a test's time. */
const quick: Clock = { now: () => performance.now(), sleep: (ms) => sleep(ms / 25) };

/**
 * `tenants`: how many orders `newOrder` can make. `callMs`: after which a call that hangs is given up. `isolation`: of the cluster. `packages`: what new
 * machines get. */
export async function startOrderRunner(
  { tenants, callMs, bastion, isolation, packages }: {
    tenants: number;
    callMs: number;
    bastion: BastionPort;
    isolation?: { mode: string; allowFrom: string[] };
    packages?: { nodeExporter: string; vendorSnippet?: string; timeoutSeconds?: number };
  },
): Promise<OrderRunner> {
  const home = mkdtempSync(join(tmpdir(), 'vigie-steps-'));
  const anyPorts = ['--port', '0', '--pbs-port', '0', '--control-port', '0', '--guest-port', '0'];
  const [daemon, { db, close }] = await Promise.all([
    startDaemon('test/proxmox-sim/src/main.ts', [...anyPorts, '--delays', 'none', '--state', join(home, 'sim')], home),
    testDatabase(),
  ]);
  const { url, fingerprint, tokens, control } = daemon.ready;
  const raw = exampleConfig(home, { endpoints: [{ url, fingerprint }], ...(isolation && { isolation }) });
  const [template] = raw.tenants;
  raw.tenants = Array.from({ length: tenants }, (_, i) => ({
    ...template, id: `t${i}`, grafana: { ...template.grafana, orgId: 100 + i }, metricsToken: undefined,
  }));
  raw.provisioner.agentTimeoutSeconds = 5;
  raw.packages = packages;
  const config = parseConfig(JSON.parse(JSON.stringify(raw)));
  const cluster = config.clusters[0]!;

  const client = createPveClient({
    cluster: cluster.name,
    endpoints: [{ url, fingerprint }],
    token: { id: tokens.provisioner.id, secret: readFileSync(tokens.provisioner.file, 'utf8').trim() },
    timeoutMs: callMs,
  });
  const connection: ClusterConnection = {
    config: cluster,
    port: {
      tokenId: tokens.provisioner.id,
      // The simulator does what it does at once or not at all.
      settleMs: 0,
      call: (method, path, params, form) => client.call(method, path, params, form),
      waitForTask: (upid, deadlineMs) => waitForTask(client, upid, { deadlineMs, clock: quick }),
      listTasks: (node, filter) => listTasks(client, node, filter),
    },
    close: () => client.close(),
  };
  const mails: string[] = [];
  const mail: MailPort = {
    has: (key) => Promise.resolve(mails.includes(key)),
    put(key) {
      mails.push(key);
      return Promise.resolve();
    },
  };
  const cipher = new Cipher(randomBytes(32));
  const doors = sdnDoors({ db, clusters: [connection], log: createLog('silent') });
  const work = orderWork(orderVm, {
    config, db, mail, bastion, clusters: [connection], store: stepStore(db, config, cipher), notices: orderNotices(config, mailOutbox(cipher)),
    sdn: (name) => doors.of(name), choiceLinks: () => Promise.resolve({ order: 'https://grafana.example/a/vigie-proxmox-app/orders' }),
  });
  const steps = stepsOfWorkflow(orderVm).map(({ name }) => name);
  const stateOf = async (id: string) => (await findOrder(db, systemScope, id))?.state ?? 'gone';
  const go = async (names: readonly OrderStepName[], id: string, run: RunStep<OrderStepName>, progress: Progress<OrderStepName> & { finished(id: string): Promise<void> }) => {
    // Waits are as much shorter as those for tasks: what is not there yet gets its time.
    const soon = { step: <T>(_name: string, act: () => Promise<T>) => act(), sleep: (ms: number) => sleep(ms / 25), wait: () => Promise.resolve() };
    if (await runSteps(soon, names, id, run, progress)) await progress.finished(id);
    return stateOf(id);
  };
  const deliver = (id: string, upTo?: OrderStepName) =>
    go(upTo === undefined ? steps : steps.slice(0, steps.indexOf(upTo) + 1), id, work.runStep, {
      ...work.progress,
      finished: upTo === undefined ? work.progress.finished : () => Promise.resolve(),
    });
  let given = 0;
  const approved = async (tenant: string, { spec, ...facts }: OrderFacts = {}) => {
    const machine = { template: 'debian-13', cores: 2, memoryGiB: 4, diskGiB: 20, ...spec };
    const { id } = await anOrder(db, { tenant, cluster: cluster.name, network: 'default', spec: machine, ...facts });
    await insertSteps(db, id, steps);
    await decideOrder(db, systemScope, id, { decision: 'approved', state: 'deploying', by: 'admin', reason: null });
    return { id, tenant };
  };

  return {
    simulator: simulatorOf(control),
    steps,
    mails,
    newOrder: (facts) => approved(`t${given++}`, facts),
    async newOrdersOfOne() {
      const tenant = `t${given++}`;
      return [await approved(tenant), await approved(tenant)];
    },
    call: client.call,
    runStep: work.runStep,
    undoStep: work.undoStep,
    deliver,
    async retry(id) {
      await reopenOrder(db, systemScope, id);
      await reopenSteps(db, id, stepsAgainOnRetry(orderVm));
      return deliver(id);
    },
    async cancel(id) {
      await cancelOrder(db, systemScope, id);
      return go([...steps].reverse(), id, work.undoStep, work.undoProgress);
    },
    stepsOf: (id) => stepsOf(db, id),
    async vmidOf(id) {
      const { rows } = await db.query<{ vmid: number }>('select vmid from vigie.vms where order_id = $1', [id]);
      return Number(rows[0]?.vmid);
    },
    async close() {
      await client.close();
      await daemon.stop();
      await close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
