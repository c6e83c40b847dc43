import { tenantConfig } from '@vigie/config/tenants';
import { quoteRequest } from '@vigie/contract/quotes';
import type { Caller } from '../caller.ts';
import { testCatalogue } from './fixture.ts';
import { createQuoteService } from './quote.ts';

const acme = tenantConfig.parse({
  id: 'acme', name: 'Acme', email: 'it@acme.example', grafana: { orgId: 2, gatewayKey: { env: 'KEY' } }, quota: { vms: 1 },
});
const globex = tenantConfig.parse({
  id: 'globex', name: 'Globex', email: 'it@globex.example', grafana: { orgId: 3, gatewayKey: { env: 'KEY' } }, tax: { percent: 0 },
});
const asked: string[] = [];
const quoteFor = createQuoteService({
  catalogue: { ...testCatalogue, tax: { percent: 20, name: { en: 'VAT', fr: 'TVA' } } },
  tenants: [acme, globex],
  quotaUsed: (tenantId) => {
    asked.push(tenantId);
    return Promise.resolve({ vms: 1, cores: 2, memoryGiB: 4, diskGiB: 20 });
  },
  offerUsed: (tenantId, offer) => Promise.resolve(offer === 'large' && tenantId === 'globex' ? 2 : 0),
  usualDeliverySeconds: () => Promise.resolve(90),
});
const caller = (operator: boolean): Caller => ({
  login: 'ann', name: 'Ann', role: 'Viewer', operator, tenant: operator ? null : { id: 'acme', name: 'Acme' }, capabilities: new Set(),
});
const request = (tenant?: string, offer = 'standard', quantity = 1) => quoteRequest.parse({ offer, quantity, ...(tenant && { tenant }) });

describe('quote service', () => {
  beforeEach(() => asked.splice(0));

  test.each(['globex', 'acme', 'nobody'])('a tenant may not name the tenant %s, and learns nothing from the refusal', async (tenant) => {
    await expect(quoteFor(caller(false), request(tenant), 'en')).rejects.toMatchObject({
      code: 'invalid-request', errors: [{ path: 'tenant', message: 'only the operator may name a tenant' }],
    });
    expect(asked).toEqual([]);
  });

  test('the operator may not name a tenant that is not there', async () => {
    await expect(quoteFor(caller(true), request('initech'), 'en')).rejects.toMatchObject({
      code: 'invalid-request', errors: [{ path: 'tenant', message: 'no such tenant' }],
    });
  });

  test('a tenant sees its own quota, also when it would be exceeded', async () => {
    const quote = await quoteFor(caller(false), request(), 'en');
    expect(quote.quota[0]).toEqual({ resource: 'vms', used: 1, after: 2, limit: 1 });
    expect(quote).toMatchObject({ usualDeliverySeconds: 90, limits: [], price: { net: 1400, tax: { name: 'VAT', amount: 280 }, gross: 1680 } });
    expect(asked).toEqual(['acme']);
  });

  test('an offer for others is refused in the words of one that is not there', async () => {
    const refusal = (offer: string) => quoteFor(caller(false), request(undefined, offer), 'en').catch((error: Error) => error.message);
    expect(await refusal('large')).toBe('There is no offer "large". Choose one of: standard.');
    expect(await refusal('gold')).toBe('There is no offer "gold". Choose one of: standard.');
    await expect(quoteFor(caller(true), request('acme', 'large'), 'en')).rejects.toMatchObject({ code: 'unknown-offer' });
  });

  test('limits of the offer are shown, also when they would be exceeded; those of a tenant once it is named', async () => {
    const perOrder = { limit: 'perOrder', used: 0, after: 3, most: 2 };
    expect((await quoteFor(caller(true), request(undefined, 'large', 3), 'en')).limits).toEqual([perOrder]);
    const { limits, price } = await quoteFor(caller(true), request('globex', 'large', 3), 'fr');
    expect(limits).toEqual([perOrder, { limit: 'perTenant', used: 2, after: 5, most: 3 }]);
    expect(price.tax).toEqual({ name: 'TVA', names: { en: 'VAT', fr: 'TVA' }, percent: 0, amount: 0 });
  });

  test('the operator sees a quota only of the tenant that is named', async () => {
    expect((await quoteFor(caller(true), request(), 'en')).quota).toEqual([]);
    expect((await quoteFor(caller(true), request('acme'), 'en')).quota).toHaveLength(4);
  });
});
