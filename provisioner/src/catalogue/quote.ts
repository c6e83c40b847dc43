import type { CatalogueConfig } from '@vigie/config/catalogue';
import type { TenantConfig } from '@vigie/config/tenants';
import type { Language } from '@vigie/contract/primitives';
import type { Quote, QuoteRequest } from '@vigie/contract/quotes';
import type { Caller } from '../caller.ts';
import { ProblemError } from '../problem-error.ts';
import { catalogueFor } from './for-tenant.ts';
import { limitsAfter } from './offer-limits.ts';
import { offerOf } from './offers.ts';
import { priceOf } from './pricing.ts';
import { quotaAfter, type QuotaUsed } from './quota.ts';
import { resolveConfiguration } from './resolve.ts';
import { taxFor } from './tax.ts';

export interface QuoteSources {
  catalogue: CatalogueConfig;
  tenants: readonly TenantConfig[];
  quotaUsed(tenantId: string): Promise<QuotaUsed>;
  /** How many machines of an offer a tenant has, orders that wait or deploy included. */
  offerUsed(tenantId: string, offer: string): Promise<number>;
  /** The median of our own deliveries, null without history. */
  usualDeliverySeconds(): Promise<number | null>;
}

/**
 * Makes the quote service. A quote reserves nothing, and shows a quota or limit that would be exceeded instead of refusing it.
 * The service throws the ProblemErrors `unknown-offer`, `unknown-option`, and `invalid-request` for a tenant that may not be named.
 */
export function createQuoteService(sources: QuoteSources) {
  return async (caller: Caller, request: QuoteRequest, language: Language): Promise<Quote> => {
    const tenant = tenantOf(sources.tenants, caller, request.tenant);
    const catalogue = tenant ? catalogueFor(sources.catalogue, tenant) : sources.catalogue;
    const resolved = resolveConfiguration(catalogue, request);
    const { quantity } = request;
    return {
      price: priceOf(catalogue, resolved, { quantity, language, tax: taxFor(catalogue, tenant) }),
      limits: limitsAfter(offerOf(catalogue, resolved.offerId), tenant ? await sources.offerUsed(tenant.id, resolved.offerId) : null, quantity),
      quota: tenant ? quotaAfter(tenant.quota, await sources.quotaUsed(tenant.id), resolved.spec, quantity) : [],
      usualDeliverySeconds: await sources.usualDeliverySeconds(),
    };
  };
}

function tenantOf(tenants: readonly TenantConfig[], caller: Caller, named: string | undefined): TenantConfig | undefined {
  if (!caller.operator && named !== undefined) throw wrongTenant('only the operator may name a tenant');
  const id = caller.operator ? named : caller.tenant?.id;
  if (id === undefined) return undefined;
  const tenant = tenants.find((candidate) => candidate.id === id);
  if (!tenant) throw wrongTenant('no such tenant');
  return tenant;
}

function wrongTenant(message: string): ProblemError {
  return new ProblemError('invalid-request', `The tenant cannot be taken: ${message}.`, [{ path: 'tenant', message }]);
}
