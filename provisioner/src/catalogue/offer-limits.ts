import type { OfferLimitUse } from '@vigie/contract/quotes';
import { ProblemError } from '../problem-error.ts';
import type { OfferConfig } from './offers.ts';

/**
 * The limits that an offer has, with what `quantity` more machines of it would make of them. `used`: how many the tenant has, orders that
 * wait or deploy included; null where nobody said which tenant. Decides nothing, see `assertWithinLimits`.
 */
export function limitsAfter({ limits }: Pick<OfferConfig, 'limits'>, used: number | null, quantity: number): OfferLimitUse[] {
  const { perOrder, perTenant } = limits;
  return [
    ...(perOrder === undefined ? [] : [{ limit: 'perOrder' as const, used: 0, after: quantity, most: perOrder }]),
    ...(perTenant === undefined || used === null ? [] : [{ limit: 'perTenant' as const, used, after: used + quantity, most: perTenant }]),
  ];
}

const sentence = {
  perOrder: ({ most, after }) => `one order may have ${most} of them, and this one has ${after}`,
  perTenant: ({ most, used }) => `a tenant may have ${most} of them at the same time, and ${used} are there or ordered already`,
} satisfies Record<OfferLimitUse['limit'], (use: OfferLimitUse) => string>;

/** Throws the ProblemError `limit-exceeded` that names every limit of the offer that would be exceeded. */
export function assertWithinLimits(offer: string, uses: readonly OfferLimitUse[]): void {
  const exceeded = uses.filter(({ after, most }) => after > most).map((use) => sentence[use.limit](use));
  if (exceeded.length === 0) return;
  throw new ProblemError(
    'limit-exceeded',
    `The offer "${offer}" is limited: ${exceeded.join('; ')}. Nothing was ordered. Order fewer, or choose another offer.`,
  );
}
