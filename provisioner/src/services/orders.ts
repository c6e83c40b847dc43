import type { VigieConfig } from '@vigie/config/schema';
import type { OrderStepName } from '@vigie/contract/order-steps';
import type { Order, OrderRequest, OrderState } from '@vigie/contract/orders';
import { jumpOf } from '../bastion/jump.ts';
import type { Caller } from '../caller.ts';
import type { OrderNotices } from '../notify/order-notices.ts';
import { groupId } from '../order-group.ts';
import { ProblemError } from '../problem-error.ts';
import type { Services } from '../services.ts';
import { appendAudit } from '../store/audit.ts';
import { decodeCursor, pageOf } from '../store/cursor.ts';
import type { Database, Queryable } from '../store/database.ts';
import { findNetworkChoice } from '../store/network-choices.ts';
import { findGroup, followLead, groupWithMachines, hasBegun, listGroups, lockGroup, type GroupFacts } from '../store/order-groups.ts';
import { reopenSteps, skipOpenSteps, usualStepSeconds } from '../store/order-steps.ts';
import { cancelOrder, decideOrder, findOrder, reopenOrder, type Decision, type OrderRow } from '../store/orders.ts';
import { narrow, scopeOf } from '../store/scope.ts';
import { vmsOfOrders } from '../store/vms.ts';
import { createOrder } from './create-order.ts';
import { keptFresh } from './kept-fresh.ts';
import { chooseNetwork } from './network-choice.ts';
import { orderSummary, orderView } from './order-view.ts';
import { assertOfferRoom } from './offer-room.ts';
import { assertQuota } from './quota.ts';
import { toTakeBack } from './take-back.ts';

/** A median of fifty, for a page that is asked for every few seconds; with many orders it is dear to read. */
const usualFreshness = { everyMs: 10_000, mostMs: 30_000 };

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

  const usual = keptFresh(() => usualStepSeconds(db), usualFreshness);
  const jump = config.bastion ? jumpOf(config.bastion) : null;

  const view = async (caller: Caller, order: OrderRow): Promise<Order> => {
    const [{ group, machines }, question, usualSeconds] = await Promise.all([
      groupWithMachines(db, groupId(order)), findNetworkChoice(db, order.id), usual.latest(),
    ]);
    const shown = order.lead === null ? machines : machines.filter(({ id }) => id === order.id);
    const vms = await vmsOfOrders(db, shown.map(({ id }) => id));
    const guestUser = config.clusters.find(({ name }) => name === order.cluster)?.guestUser;
    return orderView({
      order, group: order.lead === null ? group : order, machines: shown, vms, question, usualSeconds, guestUser, jump, technical: caller.operator,
    });
  };

  const decide = async (caller: Caller, id: string, decision: Decision, reason: string | null): Promise<Order> => {
    const state = decision === 'approved' ? 'deploying' : decision;
    const { decided, others, waited } = await db.transaction(async (tx) => {
      const { seen, rows } = await whole(tx, caller, id);
      if (decision === 'approved') {
        const own = rows.map((row) => row.id);
        await assertQuota(tx, config, seen.tenant, seen.spec, seen.quantity, own);
        await assertOfferRoom(tx, config, seen, own);
      }
      const lead = await decideOrder(tx, scopeOf(caller), id, { decision, state, by: caller.login, reason });
      if (!lead) throw wrongState(seen, 'awaiting-approval');
      const following = await followLead(tx, id);
      for (const row of [lead, ...following]) {
        if (decision !== 'approved') await skipOpenSteps(tx, row.id);
        await audit(tx, caller, row, decision, reason === null ? {} : { reason });
      }
      await notices[decision](tx, [lead, ...following]);
      return { decided: lead, others: following, waited: seen.state === 'awaiting-network-choice' };
    });
    await (waited ? engine.chosen(decided) : engine.decided(decided));
    await beginAll(others.filter((row) => decision === 'approved' && hasBegun(row)));
    return view(caller, decided);
  };

  const beginAll = async (rows: readonly OrderRow[]): Promise<void> => {
    for (const row of rows) await engine.begin(row);
  };

  return {
    async list(caller, { limit, cursor, state, tenant }) {
      const found = await listGroups(db, narrow(scopeOf(caller), tenant), { limit, after: decodeCursor(cursor), state });
      return pageOf(found, limit, ({ order, group, vmIds }) => orderSummary(order, group, vmIds));
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
      const seen = await leadOnly(db, caller, id);
      const { state } = await findGroup(db, id);
      if (!approvedStates.includes(state)) return decide(caller, id, 'cancelled', null);
      if (!caller.capabilities.has('order:decide')) {
        throw new ProblemError('forbidden', `The order ${id} is approved already: ask the operator to cancel it.`);
      }
      const cancelling = await db.transaction(async (tx) => {
        const { rows, group } = await whole(tx, caller, id);
        if (!approvedStates.includes(group.state)) throw wrongState({ id, state: group.state }, approvedStates.join(' or '));
        const begun: OrderRow[] = [];
        for (const row of await toTakeBack(tx, rows)) {
          const order = await cancelOrder(tx, scopeOf(caller), row.id, { delivered: true });
          if (!order) continue;
          await audit(tx, caller, order, 'cancelling', { run: order.run });
          begun.push(order);
        }
        return begun;
      });
      await beginAll(cancelling);
      // The run that waits ends, instead of at its deadline.
      const waited = seen.state === 'awaiting-network-choice' ? cancelling.find((row) => row.id === id) : undefined;
      if (waited) await engine.chosen({ id, run: waited.run - 1 });
      return view(caller, await visible(db, caller, id));
    },
    async chooseNetwork(caller, id, network) {
      const seen = await leadOnly(db, caller, id);
      if (!(await chooseNetwork({ db, engine }, id, network, caller.login))) throw wrongState(seen, 'awaiting-network-choice');
      return view(caller, await visible(db, caller, id));
    },
    async retry(caller, id) {
      const reopened = await db.transaction(async (tx) => {
        const { rows, group } = await whole(tx, caller, id);
        const failed = rows.filter((row) => row.state === 'failed');
        if (failed.length === 0 || group.state === 'cancelling') throw wrongState({ id, state: group.state }, 'failed');
        if (rows.some((row) => row.state === 'cancelled')) {
          throw new ProblemError(
            'wrong-state', `The order ${id} was being cancelled, and some of its machines are taken back: cancel it again.`,
          );
        }
        const again: OrderRow[] = [];
        for (const { id: machine } of failed) {
          const order = await reopenOrder(tx, scopeOf(caller), machine);
          if (!order) throw wrongState({ id, state: group.state }, 'failed');
          await reopenSteps(tx, machine, parts.againOnRetry);
          await audit(tx, caller, order, 'retried', { run: order.run });
          again.push(order);
        }
        return again;
      });
      await beginAll(reopened.filter(hasBegun));
      return view(caller, await visible(db, caller, id));
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

/** The order as a whole: things are done with all its machines at once. */
async function leadOnly(db: Queryable, caller: Caller, id: string): Promise<OrderRow> {
  const order = await visible(db, caller, id);
  if (order.lead === null) return order;
  const { name, lead } = order;
  throw new ProblemError('wrong-state', `${id} is one machine (${name}) of the order ${lead}: this is done there, for all its machines.`);
}

/** The same, locked, with all rows and how they stand together. */
async function whole(tx: Queryable, caller: Caller, id: string): Promise<{ seen: OrderRow; rows: OrderRow[]; group: GroupFacts }> {
  const rows = await lockGroup(tx, await leadOnly(tx, caller, id));
  const [seen] = rows;
  if (!seen) throw new Error('an order vanished while it was locked');
  return { seen, rows, group: await findGroup(tx, id) };
}

const audit = (tx: Queryable, caller: Caller, order: OrderRow, act: string, detail: Record<string, unknown>) =>
  appendAudit(tx, { actor: caller.login, tenant: order.tenant, act: `order.${act}`, object: order.id, detail });

const wrongState = (order: Pick<OrderRow, 'id' | 'state'>, needed: string): ProblemError =>
  new ProblemError('wrong-state', `The order ${order.id} is ${order.state}; this is possible only while it is ${needed}.`);
