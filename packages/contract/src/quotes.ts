import { z } from 'zod';
import { currency, minorUnits, tenantId } from './primitives.ts';

/** What a price is asked for. Options that are left out take their default. `tenant` is for the operator only. */
export const quoteRequest = z
  .strictObject({
    offer: z.string().max(64),
    options: z.record(z.string().max(64), z.string().max(64)).default({}),
    quantity: z.int().min(1).max(16).default(1),
    tenant: tenantId.optional(),
  })
  .meta({ id: 'QuoteRequest' });
export type QuoteRequest = z.infer<typeof quoteRequest>;

/** One line of a price. `option` is missing for the offer itself. `amount` already holds the quantity. */
export const priceLine = z
  .object({ label: z.string(), option: z.string().optional(), amount: minorUnits })
  .meta({ id: 'PriceLine' });

/** Price per month: `total` is the sum of `lines`. */
export const price = z.object({ currency, total: minorUnits, lines: z.array(priceLine) }).meta({ id: 'Price' });
export type Price = z.infer<typeof price>;

/** How much of one quota is used, and would be after this order; `limit` is null where there is none. */
export const quotaUse = z
  .object({
    resource: z.enum(['vms', 'cores', 'memoryGiB', 'diskGiB']),
    used: z.int(),
    after: z.int(),
    limit: z.int().nullable(),
  })
  .meta({ id: 'QuotaUse' });
export type QuotaUse = z.infer<typeof quotaUse>;

/** A quote: the price, and the tenant's quota after it (empty when the operator names no tenant). */
export const quote = z
  .object({ price, quota: z.array(quotaUse), usualDeliverySeconds: z.int().nullable() })
  .meta({ id: 'Quote' });
export type Quote = z.infer<typeof quote>;
