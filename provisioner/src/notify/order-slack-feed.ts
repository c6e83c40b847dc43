import { createHash } from 'node:crypto';
import type { VigieConfig } from '@vigie/config/schema';
import { retryDelay } from '../engine/backoff.ts';
import type { Log } from '../log.ts';
import { repeat } from '../repeat.ts';
import { StepFailure, StepRetry } from '../steps/failure.ts';
import type { Database, Queryable } from '../store/database.ts';
import { giveUpOrder, orderRefused, ordersToShow, orderShown, secondPost, takeOrderSlack } from '../store/order-slack.ts';
import { groupWithMachines } from '../store/order-groups.ts';
import { findOrder } from '../store/orders.ts';
import { systemScope } from '../store/scope.ts';
import { slackPlaceOf } from '../store/sent-slack-messages.ts';
import { orderSlack } from './order-slack.ts';
import { slackPause } from './slack-refusal.ts';
import type { SlackMessage, SlackPort } from './slack.ts';

export interface OrderSlackParts {
  config: Pick<VigieConfig, 'tenants' | 'grafana'>;
  db: Database;
  slack: SlackPort;
  log: Log;
  /** Between two changes of one message. */
  quietMs?: number;
}

const lookMs = 1_000;
const refusedMs = 5 * 60_000;

/** Keeps one message for each order in the operator's channel, which says how the order stands. No order waits for it. */
export function startOrderSlack(parts: OrderSlackParts): { stop(): Promise<void> } {
  let failures = 0;
  let quietUntil = 0;
  const look = async () => {
    if (performance.now() < quietUntil) return;
    try {
      await showOrders(parts);
      failures = 0;
    } catch (error) {
      failures += 1;
      quietUntil = performance.now() + (slackPause(error) ?? retryDelay(failures));
      if (failures === 1) parts.log.warn({ err: error }, 'the orders cannot be shown in Slack, it is tried again');
    }
  };
  return repeat(lookMs, look);
}

/** Brings the messages up to date. Throws a StepRetry when Slack takes nothing at the moment. */
export async function showOrders(parts: OrderSlackParts): Promise<void> {
  for (const id of await ordersToShow(parts.db)) await showOrder(parts, id);
}

/** The row is locked meanwhile. When the process dies, `sendOnce` knows whether the message was posted. */
async function showOrder(parts: OrderSlackParts, id: string): Promise<void> {
  const { config, db, log, quietMs = 3_000 } = parts;
  const later = await db.transaction(async (tx) => {
    const row = await takeOrderSlack(tx, id);
    const order = await findOrder(tx, systemScope, id);
    if (!row || !order) return null;
    const { group, machines } = await groupWithMachines(tx, id);
    const message = orderSlack({ order, group, machines }, tenantNameOf(config, order.tenant), config.grafana.url);
    const shown = `${group.state}/${group.runs}`;
    const digest = createHash('sha256').update(JSON.stringify(message)).digest('hex');
    if (row.digest === digest && row.shown === shown) return null;
    try {
      if (row.digest === digest || (await bring(parts, tx, id, row.posts, message))) {
        await orderShown(tx, id, { shown, digest }, quietMs);
      } else {
        log.warn({ order: id }, 'the message of this order in Slack is lost: it is not posted again');
        await giveUpOrder(tx, id);
      }
      return null;
    } catch (error) {
      if (error instanceof StepRetry) return error;
      if (!(error instanceof StepFailure)) throw error;
      log.warn({ order: id, reason: error.message }, 'Slack refuses the message of an order');
      await orderRefused(tx, id, refusedMs);
      return null;
    }
  });
  if (later) throw later;
}

/** Posts the message, or changes it; false when there is none any more, or nobody knows. */
async function bring({ slack, db }: OrderSlackParts, tx: Queryable, id: string, posts: number, message: SlackMessage): Promise<boolean> {
  const keyOf = (post: number) => `${id}/order/${post}`;
  const post = async (number: number) => (await slack.sendOnce(keyOf(number), message)) === 'sent';
  if (!(await slackPlaceOf(db, keyOf(posts)))) return post(posts);
  if ((await slack.update(keyOf(posts), message)) === 'updated') return true;
  // Somebody deleted it: it is posted anew, once.
  if (posts > 1) return false;
  await secondPost(tx, id);
  return post(2);
}

const tenantNameOf = ({ tenants }: OrderSlackParts['config'], tenant: string): string => tenants.find(({ id }) => id === tenant)?.name ?? tenant;
