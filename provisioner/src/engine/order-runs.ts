import { DBOS } from '@dbos-inc/dbos-sdk';
import type { OrderStepName } from '@vigie/contract/order-steps';
import type { Log } from '../log.ts';
import type { OrderRow } from '../store/orders.ts';
import { durable } from './durable.ts';
import { runSteps, type Progress, type RunStep } from './run-steps.ts';
import { isUnderWay, statusesOf, workflowConfig } from './runs.ts';
import type { WorkKind } from './work-kind.ts';

/** What the engine needs to run orders. */
export interface OrderWork {
  /** Steps before and after the wait for a person who decides, and the wait for the choice of a network. */
  beforeApproval: readonly OrderStepName[];
  approval: OrderStepName;
  beforeChoice: readonly OrderStepName[];
  choice: OrderStepName;
  afterChoice: readonly OrderStepName[];
  runStep: RunStep<OrderStepName>;
  undoStep: RunStep<OrderStepName>;
  progress: Progress<OrderStepName> & {
    waiting(orderId: string, step: OrderStepName): Promise<void>;
    /** The decision in the store, null when there is none yet. */
    decision(orderId: string): Promise<OrderRow['decision']>;
    /**
     * Seconds until the choice is made for the tenant; `settled` when there is none to wait for (any more), `over` when the order does
     * not go on. Makes the choice when its time is over.
     */
    choiceOpen(orderId: string): Promise<number | 'settled' | 'over'>;
    finished(orderId: string): Promise<void>;
  };
  /** Of the way back, when an approved order is cancelled. */
  undoProgress: Progress<OrderStepName> & { finished(orderId: string): Promise<void> };
  /** Orders that must have a live workflow. */
  live(): Promise<OrderRow[]>;
  /** The order under its next run number, null when another replica was faster. */
  nextRun(order: OrderRow): Promise<OrderRow | null>;
}

type RunRef = Pick<OrderRow, 'id' | 'tenant' | 'run' | 'state'>;

export interface OrderRuns extends WorkKind {
  /** Makes sure that the order's current run is going. Repeating it changes nothing. */
  begin(order: RunRef): Promise<void>;
  /** Wakes the run that waits for a decision; the decision itself is read from the store. */
  decided(order: RunRef): Promise<void>;
  /** The same for the run that waits for the choice of a network, also when nothing is to be chosen any more. */
  chosen(order: Pick<RunRef, 'id' | 'run'>): Promise<void>;
}

/** Wide: orders that wait for a person each hold a slot. */
const orderQueue = 'orders';
/** One change at a time for each tenant. Nobody is waited for here. */
const tenantQueue = 'tenant';
const decisionTopic = 'decision';
const choiceTopic = 'network-choice';
/** A message that got lost must not keep an order waiting for ever. */
const recheckSeconds = 24 * 3600;

const orderRun = (id: string, run: number) => `${id}/order/${run}`;
const buildRun = (id: string, run: number) => `${id}/build/${run}`;
const undoRun = (id: string, run: number) => `${id}/undo/${run}`;

/** Orders: one run waits for the person on a wide queue, a second one builds on the tenant's own; a cancelled one is unwound there too. */
export function orderRuns(work: OrderWork): OrderRuns {
  let workflows: ReturnType<typeof registerWorkflows> | undefined;
  const begin = async ({ id, tenant, run, state }: RunRef) => {
    if (!workflows) throw new Error('the engine is not started');
    if (state === 'cancelling') {
      // The tenant's queue takes one at a time, so a build under way ends first.
      const enqueueOptions = { queuePartitionKey: tenant };
      await DBOS.startWorkflow(workflows.undo, { workflowID: undoRun(id, run), queueName: tenantQueue, enqueueOptions })(id);
      return;
    }
    await DBOS.startWorkflow(workflows.order, { workflowID: orderRun(id, run), queueName: orderQueue })(id, tenant, run);
  };
  const decided = async ({ id, run }: RunRef) => {
    await DBOS.send(orderRun(id, run), 'decided', decisionTopic, `${orderRun(id, run)}/decided`);
  };
  const chosen = async ({ id, run }: Pick<RunRef, 'id' | 'run'>) => {
    await DBOS.send(orderRun(id, run), 'chosen', choiceTopic, `${orderRun(id, run)}/chosen`);
  };
  return {
    queues: { [orderQueue]: { global: 500, pollMs: 200 }, [tenantQueue]: { perPartition: 1, pollMs: 200 } },
    register() {
      workflows = registerWorkflows(work);
    },
    begin,
    decided,
    chosen,
    watch: (log) => restartBroken(work, { begin, decided, chosen }, log),
  };
}

function registerWorkflows(work: OrderWork) {
  const build = DBOS.registerWorkflow(
    async (id: string) => {
      if (await runSteps(durable, work.afterChoice, id, work.runStep, work.progress)) {
        await durable.step('finished', () => work.progress.finished(id));
      }
    },
    { name: 'build', ...workflowConfig },
  );
  const undo = DBOS.registerWorkflow(
    async (id: string) => {
      const backwards = [...work.beforeApproval, work.approval, ...work.beforeChoice, work.choice, ...work.afterChoice].reverse();
      if (await runSteps(durable, backwards, id, work.undoStep, work.undoProgress)) {
        await durable.step('finished', () => work.undoProgress.finished(id));
      }
    },
    { name: 'undo', ...workflowConfig },
  );
  const order = DBOS.registerWorkflow(
    async (id: string, tenant: string, run: number) => {
      if (!(await runSteps(durable, work.beforeApproval, id, work.runStep, work.progress))) return;
      if ((await awaitDecision(work, id)) !== 'approved') return;
      // Runs that an earlier version brought past here have no such steps in their journal.
      if ((await DBOS.patch('network-choice')) && !(await awaitChoice(work, id))) return;
      const enqueueOptions = { queuePartitionKey: tenant };
      await DBOS.startWorkflow(build, { workflowID: buildRun(id, run), queueName: tenantQueue, enqueueOptions })(id);
    },
    { name: 'order', ...workflowConfig },
  );
  return { order, undo };
}

async function awaitDecision(work: OrderWork, id: string): Promise<OrderRow['decision']> {
  const { progress, approval } = work;
  await durable.step(`${approval}/waiting`, () => progress.waiting(id, approval));
  for (;;) {
    const decision = await durable.step(`${approval}/read`, () => progress.decision(id));
    if (decision === 'approved') await runSteps(durable, [approval], id, work.runStep, progress);
    if (decision !== null) return decision;
    await DBOS.recv(decisionTopic, { timeoutSeconds: recheckSeconds });
  }
}

/** False when a step failed for good, or the order does not go on. */
async function awaitChoice(work: OrderWork, id: string): Promise<boolean> {
  const { progress, choice, beforeChoice } = work;
  if (!(await runSteps(durable, beforeChoice, id, work.runStep, progress))) return false;
  for (;;) {
    const open = await durable.step(`${choice}/read`, () => progress.choiceOpen(id));
    if (open === 'over') return false;
    if (open === 'settled') return runSteps(durable, [choice], id, work.runStep, progress);
    await durable.step(`${choice}/waiting`, () => progress.waiting(id, choice));
    await DBOS.recv(choiceTopic, { timeoutSeconds: Math.min(open, recheckSeconds) });
  }
}

/**
 * An order whose row was written but whose run never began (a crash in between), whose run was not told of the approval or of the choice (likewise),
 * or whose run broke off, gets going again.
 */
async function restartBroken(work: OrderWork, { begin, decided, chosen }: Pick<OrderRuns, 'begin' | 'decided' | 'chosen'>, log: Log): Promise<void> {
  const orders = await work.live();
  const runsOf = ({ id, run }: RunRef) => [orderRun(id, run), buildRun(id, run), undoRun(id, run)];
  const statusOf = await statusesOf(orders.flatMap(runsOf));
  for (const order of orders) {
    const statuses = runsOf(order).map((id) => statusOf.get(id));
    const [orderStatus, buildStatus] = statuses;
    // Repeated while the run is on its way to the build: the message has one id, so that it is there once.
    if (orderStatus === 'PENDING' && buildStatus === undefined && order.decision === 'approved') {
      await decided(order);
      if (order.network !== 'ask') await chosen(order);
    }
    if (statuses.some(isUnderWay)) continue;
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
