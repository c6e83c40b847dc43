import type { VigieConfig } from '@vigie/config/schema';
import { assertWithinLimits, limitsAfter } from '../catalogue/offer-limits.ts';
import type { Queryable } from '../store/database.ts';
import type { OrderRow } from '../store/orders.ts';
import { lockQuota, offerUsed } from '../store/quota.ts';

type Ordered = Pick<OrderRow, 'tenant' | 'offer' | 'quantity'>;

/**
 * Throws `limit-exceeded` when the order would exceed a limit of its offer; `own` are its rows, where they are there already, and do not count.
 * Decides for one order of a tenant at a time. An offer that has left the catalogue limits nothing.
 */
export async function assertOfferRoom(tx: Queryable, { catalogue }: Pick<VigieConfig, 'catalogue'>, order: Ordered, own: readonly string[] = []): Promise<void> {
  const offer = catalogue.offers.find(({ id }) => id === order.offer);
  if (!offer) return;
  await lockQuota(tx, order.tenant);
  assertWithinLimits(offer.id, limitsAfter(offer, await offerUsed(tx, order.tenant, offer.id, own), order.quantity));
}
