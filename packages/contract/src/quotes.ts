import { z } from 'zod';
import { currency, language, minorUnits, tenantId } from './primitives.ts';

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

/** One line of a price, without tax. `option` is missing for the offer itself. `amount` is `unitPrice` times `quantity`. */
export const priceLine = z
  .object({ label: z.string(), option: z.string().optional(), quantity: z.int(), unitPrice: minorUnits, amount: minorUnits })
  .meta({ id: 'PriceLine' });

/**
 * `percent` has at most three decimals. `amount` is reckoned once, on the whole, and rounded half up to the minor unit. `name` is in the
 * language that the lines are written in, `names` in each; they are left out where one name serves all, and of orders that kept only one.
 */
export const priceTax = z
  .object({ name: z.string(), names: z.record(language, z.string()).optional(), percent: z.number(), amount: minorUnits })
  .meta({ id: 'PriceTax' });

/**
 * Price per month. `net` is the sum of `lines`, `gross` what is to be paid: `net` and the tax's amount. `tax` is null where there is none;
 * its percent is 0 for a tenant that is exempt. `total` is `net` under its name from before there was a tax.
 */
export const price = z
  .object({ currency, lines: z.array(priceLine), net: minorUnits, tax: priceTax.nullable(), gross: minorUnits, total: minorUnits })
  .meta({ id: 'Price' });
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

/**
 * One limit of the offer, in machines of it: `used` of them are there before this order, `after` with it. `perOrder` is of the order alone,
 * `perTenant` of all that the tenant has, orders that wait or deploy included.
 */
export const offerLimitUse = z
  .object({ limit: z.enum(['perOrder', 'perTenant']), used: z.int(), after: z.int(), most: z.int() })
  .meta({ id: 'OfferLimitUse' });
export type OfferLimitUse = z.infer<typeof offerLimitUse>;

/**
 * A quote: the price, the limits that the offer has, and the tenant's quota after it. Without a tenant (the operator named none) the
 * quota is empty, `perTenant` is left out and the catalogue's own tax holds.
 */
export const quote = z
  .object({ price, limits: z.array(offerLimitUse), quota: z.array(quotaUse), usualDeliverySeconds: z.int().nullable() })
  .meta({ id: 'Quote' });
export type Quote = z.infer<typeof quote>;
