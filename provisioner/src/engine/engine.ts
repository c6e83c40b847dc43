import { DBOS } from '@dbos-inc/dbos-sdk';
// The way to recover one dead executor without resetting its attempts; not public API, hence the exactly pinned version.
import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';
// What DBOS.migrate does, but with our log: its own speaks on stdout, which belongs to the ready line.
import { ensureSystemDatabase } from '@dbos-inc/dbos-sdk/internal/system_database';
import { GlobalLogger } from '@dbos-inc/dbos-sdk/internal/telemetry/logs';
import type { OrderStepName } from '@vigie/contract/order-steps';
import type { Log } from '../log.ts';
import type { Database } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import type { OrderRow } from '../store/orders.ts';
import { dbosLog } from './dbos-log.ts';
import { holdLiveness, type Liveness } from './liveness.ts';
import { runSteps, type Progress, type RunStep } from './run-steps.ts';

/** What the engine needs to run orders. */
export interface OrderWork {
  /** Steps before and after the wait for a person. */
  beforeApproval: readonly OrderStepName[];
  approval: OrderStepName;
  afterApproval: readonly OrderStepName[];
  runStep: RunStep;
  progress: Progress & {
    waiting(orderId: string, step: OrderStepName): Promise<void>;
    /** The decision in the store, null when there is none yet. */
    decision(orderId: string): Promise<OrderRow['decision']>;
    finished(orderId: string): Promise<void>;
  };
  /** Orders that must have a live workflow. */
  live(): Promise<OrderRow[]>;
  /** The order under its next run number, null when another replica was faster. */
  nextRun(order: OrderRow): Promise<OrderRow | null>;
}

type RunRef = Pick<OrderRow, 'id' | 'tenant' | 'run'>;

export interface Engine {
  /** Makes sure that the order's current run is going. Repeating it changes nothing. */
  begin(order: RunRef): Promise<void>;
  /** Wakes the run that waits for a decision; the decision itself is read from the store. */
  decided(order: RunRef): Promise<void>;
  stop(): Promise<void>;
}

export interface EngineOptions {
  database: Database;
  replica: string;
  log: Log;
  work: OrderWork;
  /** Called when the liveness lock is lost: the process must end. */
  onLivenessLost(): void;
}

/** Wide: orders that wait for a person each hold a slot. */
const orderQueue = 'orders';
/** One change at a time for each tenant. Nobody is waited for here. */
const tenantQueue = 'tenant';
const decisionTopic = 'decision';
const watchMs = 2_000;
/** Recovery is tied to the version, and the default is a hash of the source: a deployment would strand every waiting order. */
const applicationVersion = '1';
/** A message that got lost must not keep an order waiting for ever. */
const recheckSeconds = 24 * 3600;

/** Starts the durable engine; call it once per process. Answers when recovery of this replica's own work has begun. */
export async function startEngine({ database, replica, log, work, onLivenessLost }: EngineOptions): Promise<Engine> {
  const liveness = await holdLiveness(database.url, replica, log, onLivenessLost);
  await migrate(database.url, () => ensureSystemDatabase(database.url, new GlobalLogger(undefined, { logger: dbosLog(log) })));
  const workflows = registerWorkflows(work);
  DBOS.setConfig({
    name: 'vigie',
    systemDatabaseUrl: database.url,
    runMigrations: false,
    applicationVersion,
    enablePatching: true,
    executorID: replica,
    logger: dbosLog(log),
  });
  await DBOS.launch();
  await DBOS.registerQueue(orderQueue, { globalConcurrency: 500, minPollingIntervalMs: 100 });
  await DBOS.registerQueue(tenantQueue, { partitionConcurrency: 1, minPollingIntervalMs: 100 });

  const begin = async ({ id, tenant, run }: RunRef) => {
    await DBOS.startWorkflow(workflows.order, { workflowID: orderRun(id, run), queueName: orderQueue })(id, tenant, run);
  };
  const decided = async ({ id, run }: Pick<RunRef, 'id' | 'run'>) => {
    await DBOS.send(orderRun(id, run), 'decided', decisionTopic, `${orderRun(id, run)}/decided`);
  };
  const watcher = startWatcher(log, async () => {
    await recoverDead(liveness, replica, log);
    await restartBroken(work, { begin, decided }, log);
  });
  return {
    begin,
    decided,
    async stop() {
      await watcher.stop();
      await DBOS.shutdown();
      await liveness.release();
    },
  };
}

const orderRun = (id: string, run: number) => `${id}/order/${run}`;
const buildRun = (id: string, run: number) => `${id}/build/${run}`;

function registerWorkflows(work: OrderWork) {
  // Long waits in a daemon that restarts often must not be taken for a workflow that kills its process.
  const config = { maxRecoveryAttempts: 1_000_000 };
  const build = DBOS.registerWorkflow(
    async (id: string) => {
      if (await runSteps(work.afterApproval, id, work.runStep, work.progress)) {
        await DBOS.runStep(() => work.progress.finished(id), { name: 'finished' });
      }
    },
    { name: 'build', ...config },
  );
  const order = DBOS.registerWorkflow(
    async (id: string, tenant: string, run: number) => {
      if (!(await runSteps(work.beforeApproval, id, work.runStep, work.progress))) return;
      if ((await awaitDecision(work, id)) !== 'approved') return;
      const enqueueOptions = { queuePartitionKey: tenant };
      await DBOS.startWorkflow(build, { workflowID: buildRun(id, run), queueName: tenantQueue, enqueueOptions })(id);
    },
    { name: 'order', ...config },
  );
  return { order, build };
}

async function awaitDecision(work: OrderWork, id: string): Promise<OrderRow['decision']> {
  const { progress, approval } = work;
  await DBOS.runStep(() => progress.waiting(id, approval), { name: `${approval}/waiting` });
  for (;;) {
    const decision = await DBOS.runStep(() => progress.decision(id), { name: `${approval}/read` });
    if (decision === 'approved') await runSteps([approval], id, work.runStep, progress);
    if (decision !== null) return decision;
    await DBOS.recv(decisionTopic, { timeoutSeconds: recheckSeconds });
  }
}

/** Takes over the pending workflows of replicas whose liveness lock is free. */
async function recoverDead(liveness: Liveness, replica: string, log: Log): Promise<void> {
  const pending = await DBOS.listWorkflows({ status: 'PENDING', loadInput: false, loadOutput: false });
  const others = new Set(pending.map((workflow) => workflow.executorId).filter((id): id is string => id !== undefined && id !== replica));
  for (const other of others) {
    const taken = await liveness.whileDead(other, async () => {
      await DBOSExecutor.globalInstance?.recoverPendingWorkflows([other]);
    });
    if (taken) log.warn({ replica: other }, 'took over the work of a dead replica');
  }
}

/**
 * An order whose row was written but whose run never began (a crash in between), whose run was not told of the approval (likewise),
 * or whose run broke off, gets going again.
 */
async function restartBroken(work: OrderWork, { begin, decided }: Pick<Engine, 'begin' | 'decided'>, log: Log): Promise<void> {
  const orders = await work.live();
  if (orders.length === 0) return;
  const workflows = await DBOS.listWorkflows({
    workflowIDs: orders.flatMap(({ id, run }) => [orderRun(id, run), buildRun(id, run)]), loadInput: false, loadOutput: false,
  });
  const statusOf = new Map(workflows.map((workflow) => [workflow.workflowID, workflow.status]));
  for (const order of orders) {
    const statuses = [statusOf.get(orderRun(order.id, order.run)), statusOf.get(buildRun(order.id, order.run))];
    const [orderStatus, buildStatus] = statuses;
    // Repeated while the run is on its way to the build: the message has one id, so that it is there once.
    if (orderStatus === 'PENDING' && buildStatus === undefined && order.decision === 'approved') await decided(order);
    if (statuses.some((status) => status === 'PENDING' || status === 'ENQUEUED' || status === 'DELAYED')) continue;
    if (statuses.every((status) => status === undefined)) {
      await begin(order);
      continue;
    }
    // The run may have ended between our two reads: only one that is still live under the same run number is broken.
    const next = (await work.live()).some(({ id, run }) => id === order.id && run === order.run) ? await work.nextRun(order) : null;
    if (!next) continue;
    log.warn({ order: order.id, run: next.run }, 'a run broke off, the order goes on under the next one');
    await begin(next);
  }
}

function startWatcher(log: Log, look: () => Promise<void>): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();
  let stopped = false;
  const schedule = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      looking = look()
        .catch((error: unknown) => log.error({ err: error }, 'the watch over workflows failed, it goes on'))
        .finally(schedule);
    }, watchMs);
  };
  schedule();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}
