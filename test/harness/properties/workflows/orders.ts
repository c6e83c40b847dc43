import { insertSteps, reopenSteps } from '../../../../provisioner/src/store/order-steps.ts';
import { cancelOrder, decideOrder, findOrder, reopenOrder, type NewOrder } from '../../../../provisioner/src/store/orders.ts';
import { systemScope } from '../../../../provisioner/src/store/scope.ts';
import { anOrder } from '../../../../provisioner/src/store/test-database.ts';
import { orderVm } from '../../../../provisioner/src/workflows/order-vm.ts';
import { stepsAgainOnRetry } from '../../../../provisioner/src/workflows/workflow.ts';
import { runSteps } from '../../../../provisioner/src/engine/run-steps.ts';
import { stepsOf } from '../drive.ts';
import type { Life } from '../life.ts';
import type { WorkflowUnderTest } from '../workflow.ts';

const tenant = 'acme';

/** An approved order. */
export async function approvedOrder({ db, orders, scene }: Life, name: string, facts: Partial<NewOrder>): Promise<string> {
  const { id } = await anOrder(db, { tenant, name, ...facts, cluster: scene.bench.config.clusters[0]!.name });
  await insertSteps(db, id, stepsOf(orders));
  await decideOrder(db, systemScope, id, { decision: 'approved', state: 'deploying', by: 'admin', reason: null });
  return id;
}

export async function orderState({ db }: Pick<Life, 'db'>, id: string): Promise<string | null> {
  const order = await findOrder(db, systemScope, id);
  return order?.ended_at ? order.state : null;
}

const cancel = async ({ db }: Life, id: string): Promise<void> => void (await cancelOrder(db, systemScope, id));

async function again({ db }: Life, id: string): Promise<string> {
  await reopenOrder(db, systemScope, id);
  await reopenSteps(db, id, stepsAgainOnRetry(orderVm));
  return id;
}

const order = (name: string, from: WorkflowUnderTest['from'], facts: Partial<NewOrder>): WorkflowUnderTest => ({
  name, from, well: 'done', ended: orderState, again, unwind: cancel,
  begin: (life) => approvedOrder(life, 'shop-02', facts),
});

/** An order that is taken back when nothing but its last step is left to do. */
const cancellation: WorkflowUnderTest = {
  name: 'cancellation', from: 'nothing', well: 'cancelled', ended: orderState,
  async begin(life) {
    const id = await approvedOrder(life, 'shop-02', { network: 'new' });
    const soon = { step: <T>(_name: string, act: () => Promise<T>) => act(), sleep: () => Promise.resolve(), wait: () => Promise.resolve() };
    if (!(await runSteps(soon, stepsOf(life.orders).slice(0, -1), id, life.orders.runStep, life.orders.progress))) throw new Error('the order failed');
    await cancel(life, id);
    return id;
  },
  async again(life, id) {
    await cancel(life, id);
    return id;
  },
};

/** Orders by the network that they get, and by how their machine is made: those that make everything, and take everything back. */
export const firstOrders: readonly WorkflowUnderTest[] = [order('order: first of a tenant', 'nothing', { network: 'default' }), cancellation];

export const furtherOrders: readonly WorkflowUnderTest[] = [
  order('order: network of the tenant', 'machine', { network: 'default' }),
  order('order: asked for its network, wants one of its own', 'machine', { network: 'ask' }),
  order('order: from an ISO', 'machine', {
    network: 'default', spec: { template: 'debian-13-iso', install: 'iso', cores: 2, memoryGiB: 4, diskGiB: 20 },
  }),
];
