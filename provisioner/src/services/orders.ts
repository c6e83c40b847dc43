import type { VigieConfig } from '@vigie/config/schema';
import type { OrderStepName } from '@vigie/contract/order-steps';
import type { Order, OrderRequest, OrderState } from '@vigie/contract/orders';
import { jumpOf } from '../bastion/jump.ts';
import type { Caller } from '../caller.ts';
import type { OrderNotices } from '../notify/order-notices.ts';
import { ProblemError } from '../problem-error.ts';
import type { Services } from '../services.ts';
import { appendAudit } from '../store/audit.ts';
import { decodeCursor, pageOf } from '../store/cursor.ts';
import type { Database, Queryable } from '../store/database.ts';
import { findNetworkChoice } from '../store/network-choices.ts';
import { reopenSteps, skipOpenSteps, stepsOf, usualStepSeconds } from '../store/order-steps.ts';
import { cancelOrder, decideOrder, findOrder, listOrders, reopenOrder, type Decision, type OrderRow } from '../store/orders.ts';
import { narrow, scopeOf } from '../store/scope.ts';
import { findVmOfOrder, vmIdsOfOrders } from '../store/vms.ts';
import { createOrder } from './create-order.ts';
import { chooseNetwork } from './network-choice.ts';
import { orderSummary, orderView } from './order-view.ts';
import { assertOfferRoom } from './offer-room.ts';
import { assertQuota } from './quota.ts';

/** What the order service asks of the engine. Both may be repeated. */
export interface EnginePort {
  begin(order: OrderRow): Promise<void>;
  decided(order: OrderRow): Promise<void>;
  chosen(order: Pick<OrderRow, 'id' | 'run'>): Promise<void>;
}

export interface OrderServiceParts {
  config: VigieConfig;
  db: Database;
  engine: EnginePort;
  notices: OrderNotices;
  /** Steps that a retry runs again although they were done. */
  againOnRetry: readonly OrderStepName[];
}

/** Orders as people may ask for them. Every act is written to the audit trail in its own transaction. */
export function orderService(parts: OrderServiceParts): Services['orders'] {
  const { db, engine, config, notices } = parts;

  const jump = config.bastion ? jumpOf(config.bastion) : null;

  const view = async (caller: Caller, order: OrderRow): Promise<Order> => {
    const [steps, made, question, usualSeconds] = await Promise.all([
      stepsOf(db, order.id), findVmOfOrder(db, order.id), findNetworkChoice(db, order.id), usualStepSeconds(db),
    ]);
    const vm = made?.removed_at === null ? made : null;
    const guestUser = config.clusters.find(({ name }) => name === order.cluster)?.guestUser;
    return orderView({ order, steps, vm, question, usualSeconds, guestUser, jump, technical: caller.operator });
  };

  const decide = async (caller: Caller, id: string, decision: Decision, reason: string | null): Promise<Order> => {
    const state = decision === 'approved' ? 'deploying' : decision;
    const { decided, waited } = await db.transaction(async (tx) => {
      const seen = await visible(tx, caller, id);
      if (decision === 'approved') {
        await assertQuota(tx, config, seen.tenant, seen.spec, seen.quantity, seen.id);
        await assertOfferRoom(tx, config, seen);
      }
      const order = await decideOrder(tx, scopeOf(caller), id, { decision, state, by: caller.login, reason });
      if (!order) throw wrongState(seen, 'awaiting-approval');
      if (decision !== 'approved') await skipOpenSteps(tx, id);
      await audit(tx, caller, order, decision, reason === null ? {} : { reason });
      await notices[decision](tx, order);
      return { decided: order, waited: seen.state === 'awaiting-network-choice' };
    });
    await (waited ? engine.chosen(decided) : engine.decided(decided));
    return view(caller, decided);
  };

  return {
    async list(caller, { limit, cursor, state, tenant }) {
      const orders = await listOrders(db, narrow(scopeOf(caller), tenant), { limit, after: decodeCursor(cursor), state });
      const vmIds = await vmIdsOfOrders(db, orders.map(({ id }) => id));
      return pageOf(orders, limit, (order) => orderSummary(order, vmIds.get(order.id) ?? null));
    },
    get: async (caller, id) => view(caller, await visible(db, caller, id)),
    async create(caller: Caller, request: OrderRequest, idempotencyKey: string) {
      const order = await createOrder(parts, caller, request, idempotencyKey);
      await engine.begin(order);
      return view(caller, order);
    },
    approve: (caller, id) => decide(caller, id, 'approved', null),
    reject: (caller, id, reason) => decide(caller, id, 'rejected', reason),
    async cancel(caller, id) {
      const seen = await visible(db, caller, id);
      if (!approvedStates.includes(seen.state)) return decide(caller, id, 'cancelled', null);
      if (!caller.capabilities.has('order:decide')) {
        throw new ProblemError('forbidden', `The order ${id} is approved already: ask the operator to cancel it.`);
      }
      const cancelling = await db.transaction(async (tx) => {
        const order = await cancelOrder(tx, scopeOf(caller), id);
        if (!order) throw wrongState(await visible(tx, caller, id), approvedStates.join(' or '));
        await audit(tx, caller, order, 'cancelling', { run: order.run });
        return order;
      });
      await engine.begin(cancelling);
      // The run that waits ends, instead of at its deadline.
      if (seen.state === 'awaiting-network-choice') await engine.chosen({ id, run: cancelling.run - 1 });
      return view(caller, cancelling);
    },
    async chooseNetwork(caller, id, network) {
      const seen = await visible(db, caller, id);
      if (!(await chooseNetwork({ db, engine }, id, network, caller.login))) throw wrongState(seen, 'awaiting-network-choice');
      return view(caller, await visible(db, caller, id));
    },
    async retry(caller, id) {
      const reopened = await db.transaction(async (tx) => {
        const seen = await visible(tx, caller, id);
        const order = await reopenOrder(tx, scopeOf(caller), id);
        if (!order) throw wrongState(seen, 'failed');
        await reopenSteps(tx, id, parts.againOnRetry);
        await audit(tx, caller, order, 'retried', { run: order.run });
        return order;
      });
      await engine.begin(reopened);
      return view(caller, reopened);
    },
  };
}

/** An order in one of these was approved and has not ended for good: cancelling it is to take it back. */
const approvedStates: readonly OrderState[] = ['awaiting-network-choice', 'deploying', 'failed'];

async function visible(db: Queryable, caller: Caller, id: string): Promise<OrderRow> {
  const order = await findOrder(db, scopeOf(caller), id);
  if (!order) throw new ProblemError('not-found', `There is no order ${id}.`);
  return order;
}

const audit = (tx: Queryable, caller: Caller, order: OrderRow, act: string, detail: Record<string, unknown>) =>
  appendAudit(tx, { actor: caller.login, tenant: order.tenant, act: `order.${act}`, object: order.id, detail });

const wrongState = (order: OrderRow, needed: string): ProblemError =>
  new ProblemError('wrong-state', `The order ${order.id} is ${order.state}; this is possible only while it is ${needed}.`);
