import type { VigieConfig } from '@vigie/config/schema';
import type { NetworkChoice } from '@vigie/contract/orders';
import type { LinkTokens } from '../network-choice/link-token.ts';
import type { LinkedChoice, Services } from '../services.ts';
import { appendAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import { findNetworkChoice, settleNetworkChoice } from '../store/network-choices.ts';
import { findOrder, type OrderRow } from '../store/orders.ts';
import { systemScope } from '../store/scope.ts';

export interface ChooseParts {
  db: Database;
  engine: { chosen(order: OrderRow): Promise<void> };
}

/**
 * Settles the network of an order that waits for it, and tells the engine. True when the network is what was asked for: chosen now, or
 * the same before. `by` is a login, null for who holds a mail's link.
 */
export async function chooseNetwork({ db, engine }: ChooseParts, orderId: string, network: NetworkChoice, by: string | null): Promise<boolean> {
  const order = await db.transaction(async (tx) => {
    const settled = await settleNetworkChoice(tx, orderId, { network, via: by === null ? 'mail-link' : 'app', by });
    if (settled) {
      await appendAudit(tx, {
        actor: by ?? 'mail link', tenant: settled.tenant, act: 'order.network-chosen', object: orderId,
        detail: { network, via: by === null ? 'mail-link' : 'app' },
      });
    }
    return settled;
  });
  if (order) await engine.chosen(order);
  return order !== null || (await findNetworkChoice(db, orderId))?.chosen === network;
}

/** What the links of mails open. The token is the identity: it names one order, and nothing else of it can be read or done. */
export function networkLinkService({ config, tokens, ...parts }: ChooseParts & { config: VigieConfig; tokens: LinkTokens }): Services['networkLink'] {
  const { db } = parts;

  const look = async (token: string): Promise<LinkedChoice | null> => {
    const verdict = await tokens.check(token);
    if (verdict.kind === 'wrong') return null;
    const [order, question] = await Promise.all([findOrder(db, systemScope, verdict.orderId), findNetworkChoice(db, verdict.orderId)]);
    const tenant = config.tenants.find(({ id }) => id === order?.tenant);
    if (!order || !question || !tenant) return null;
    const waits = order.state === 'awaiting-network-choice' && question.chosen === null;
    return {
      order: { id: order.id, name: order.name, quantity: order.quantity },
      language: tenant.language,
      state: question.chosen !== null ? 'chosen' : !waits ? 'over' : verdict.kind === 'expired' || question.secondsLeft <= 0 ? 'expired' : 'open',
      isolated: config.clusters.find(({ name }) => name === order.cluster)?.isolation.mode === 'required',
      default: question.default_choice,
      deadline: question.deadline,
      chosen: question.chosen,
    };
  };

  return {
    look,
    async choose(token, network) {
      const before = await look(token);
      if (before?.state === 'open') await chooseNetwork(parts, before.order.id, network, null);
      return look(token);
    },
  };
}
