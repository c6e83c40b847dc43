import type { LoadedConfig } from '@vigie/config/load';
import type { OrderStepName } from '@vigie/contract/order-steps';
import { because } from '@vigie/contract/step-reasons';
import type { ClusterConnection } from './cluster-connection.ts';
import type { AttemptWatch } from './engine/attempt.ts';
import type { OrderWork } from './engine/order-runs.ts';
import type { OrderNotices } from './notify/order-notices.ts';
import { endMachine } from './settle-group.ts';
import { bootTimes, type BootTimes } from './steps/boot-times.ts';
import { StepFailure } from './steps/failure.ts';
import { installOf } from './steps/install/install.ts';
import type { BastionPort, MailPort, SdnPort, StepContext, StorePort } from './steps/ports.ts';
import type { Step } from './steps/step.ts';
import { appendAudit } from './store/audit.ts';
import type { Database } from './store/database.ts';
import { findNetworkChoice, settleNetworkChoice } from './store/network-choices.ts';
import { orderAndStep, skipOpenSteps, stepEnded, stepRetries, stepStarted, stepState } from './store/order-steps.ts';
import { findOrder, isUnderWay, liveOrders, nextRun, type OrderRow, type Way } from './store/orders.ts';
import { systemScope } from './store/scope.ts';
import { stepsOfWorkflow, type Workflow } from './workflows/workflow.ts';

export interface OrderWorkParts {
  config: LoadedConfig['config'];
  db: Database;
  store: StorePort;
  mail: MailPort;
  notices: OrderNotices;
  bastion: BastionPort | null;
  clusters: readonly ClusterConnection[];
  choiceLinks: StepContext['choiceLinks'];
  sdn(cluster: string): SdnPort;
  /** Who looks on while orders are built, and taken back. */
  watch?: OrderWatch;
}

export interface OrderWatch {
  readonly forward: AttemptWatch;
  readonly back: AttemptWatch;
  /** The order ended: done, failed or cancelled. Never throws. */
  ended?(orderId: string): Promise<void>;
}

/** Joins the engine to the workflow's steps, their ports and the progress rows. */
export function orderWork(workflow: Workflow, parts: OrderWorkParts): OrderWork {
  const { db, notices, watch } = parts;
  const boots = bootTimes();
  const steps = new Map<OrderStepName, Step>(stepsOfWorkflow(workflow).map((step) => [step.name, step]));
  const isDone = async (orderId: string, name: OrderStepName) => ['done', 'skipped'].includes(await stepState(db, orderId, name));
  const at = async (orderId: string, name: OrderStepName) => {
    const found = await orderAndStep(db, orderId, name);
    if (!found) throw orderMissing(orderId);
    return { goes: (way: Way) => isUnderWay({ state: found.order }, way), step: found.step };
  };
  const names = (list: readonly Step[]) => list.map(({ name }) => name);
  return {
    beforeApproval: names(workflow.beforeApproval),
    approval: workflow.approval.name,
    beforeChoice: names(workflow.beforeChoice),
    choice: workflow.choice.name,
    afterChoice: names(workflow.afterChoice),
    async runStep(orderId, name) {
      const step = steps.get(name);
      if (!step) throw new StepFailure(because('step-unknown', { step: name }));
      const order = await orderOf(db, orderId);
      const why = installOf(order).notNeeded[name];
      return why ? { skipped: why } : step.run(contextFor(parts, boots, order));
    },
    async undoStep(orderId, name) {
      const left = await steps.get(name)?.undo(contextFor(parts, boots, await orderOf(db, orderId)));
      return left ? { skipped: left } : 'done';
    },
    progress: {
      ...(watch && { watch: watch.forward }),
      // Once the order is cancelled, its run passes over whatever is left.
      async isOver(orderId, name) {
        const { goes, step } = await at(orderId, name);
        return !goes('forward') || ['done', 'skipped'].includes(step);
      },
      async waiting(orderId, step) {
        if (!(await isDone(orderId, step))) await stepStarted(db, orderId, step, 'waiting');
      },
      started: (orderId, step) => stepStarted(db, orderId, step, 'running'),
      retries: (orderId, step, why) => stepRetries(db, orderId, step, why),
      ended: (orderId, step, result) =>
        stepEnded(db, orderId, step, result === 'done' ? { state: 'done' } : { state: 'skipped', ...result.skipped }),
      async failed(orderId, step, why) {
        await db.transaction(async (tx) => {
          // An order that was cancelled or rejected while the step ran has ended already, and its open steps with it.
          await endMachine(tx, notices, await orderOf(tx, orderId), {
            way: 'forward', state: 'failed',
            async also() {
              await stepEnded(tx, orderId, step, { state: 'failed', ...why });
              await appendAudit(tx, { ...(await auditOf(tx, orderId)), act: 'order.failed', detail: { step, message: why.message } });
            },
          });
        });
        await watch?.ended?.(orderId);
      },
      decision: async (orderId) => (await orderOf(db, orderId)).decision,
      choiceOpen: (orderId) => choiceOpen(db, orderId),
      async finished(orderId) {
        await db.transaction(async (tx) => {
          await endMachine(tx, notices, await orderOf(tx, orderId), {
            way: 'forward', state: 'done',
            also: async () => appendAudit(tx, { ...(await auditOf(tx, orderId)), act: 'order.done', detail: {} }),
          });
        });
        await watch?.ended?.(orderId);
      },
    },
    undoProgress: {
      ...(watch && { watch: watch.back }),
      async isOver(orderId, name) {
        const { goes, step } = await at(orderId, name);
        return !goes('back') || ['pending', 'skipped', 'undone'].includes(step);
      },
      started: (orderId, step) => stepStarted(db, orderId, step, 'undoing'),
      retries: (orderId, step, why) => stepRetries(db, orderId, step, why),
      ended: (orderId, step, result) =>
        stepEnded(db, orderId, step, { state: 'undone', ...(result === 'done' ? {} : result.skipped) }),
      async failed(orderId, step, why) {
        await db.transaction(async (tx) => {
          await endMachine(tx, notices, await orderOf(tx, orderId), {
            way: 'back', state: 'failed',
            async also() {
              await stepEnded(tx, orderId, step, { state: 'failed', ...why });
              await appendAudit(tx, { ...(await auditOf(tx, orderId)), act: 'order.cancel-failed', detail: { step, message: why.message } });
            },
          });
        });
        await watch?.ended?.(orderId);
      },
      async finished(orderId) {
        await db.transaction(async (tx) => {
          await endMachine(tx, notices, await orderOf(tx, orderId), {
            way: 'back', state: 'cancelled',
            async also() {
              await skipOpenSteps(tx, orderId);
              await appendAudit(tx, { ...(await auditOf(tx, orderId)), act: 'order.cancelled', detail: {} });
            },
          });
        });
        await watch?.ended?.(orderId);
      },
    },
    live: () => liveOrders(db),
    nextRun: ({ id, run }) => nextRun(db, id, run),
  };
}

/** Takes the default when the time is over; see OrderWork. */
async function choiceOpen(db: Database, orderId: string): Promise<number | 'settled' | 'over'> {
  const [order, question] = await Promise.all([orderOf(db, orderId), findNetworkChoice(db, orderId)]);
  if (!isUnderWay(order, 'forward')) return 'over';
  if (!question || question.chosen !== null) return 'settled';
  if (question.secondsLeft > 0) return Math.ceil(question.secondsLeft);
  const network = question.default_choice;
  await db.transaction(async (tx) => {
    if (!(await settleNetworkChoice(tx, orderId, { network, via: 'deadline', by: null }))) return;
    await appendAudit(tx, { ...(await auditOf(tx, orderId)), act: 'order.network-chosen', detail: { network, via: 'deadline' } });
  });
  return 'settled';
}

const orderMissing = (id: string) => new StepFailure(because('order-missing', { order: id }));

async function orderOf(db: Pick<Database, 'query'>, id: string): Promise<OrderRow> {
  const order = await findOrder(db, systemScope, id);
  if (!order) throw orderMissing(id);
  return order;
}

const auditOf = async (db: Pick<Database, 'query'>, id: string) => ({
  actor: 'system',
  tenant: (await orderOf(db, id)).tenant,
  object: id,
});

function contextFor({ config, db, store, mail, bastion, clusters, sdn, choiceLinks }: OrderWorkParts, boots: BootTimes, order: OrderRow): StepContext {
  const cluster = clusters.find((candidate) => candidate.config.name === order.cluster);
  if (!cluster) throw new StepFailure(because('cluster-unconfigured', { cluster: order.cluster }));
  const tenant = config.tenants.find(({ id }) => id === order.tenant);
  if (!tenant) throw new StepFailure(because('tenant-unconfigured', { tenant: order.tenant }));
  return {
    order,
    tenant,
    cluster: cluster.config,
    pve: cluster.port,
    sdn: sdn(cluster.config.name),
    store,
    mail,
    bastion,
    choiceLinks,
    boots,
    isCancelled: async () => !isUnderWay(await orderOf(db, order.id), 'forward'),
    settings: {
      agentTimeoutSeconds: config.provisioner.agentTimeoutSeconds,
      packages: config.packages,
      monitoredTag: config.exporter.discovery.tag,
      nodeExporterPort: config.exporter.discovery.nodeExporterPort,
      superNetworks: config.networks.superNetworks.map(({ cidr }) => cidr),
      grafanaUrl: config.grafana.url,
    },
  };
}
