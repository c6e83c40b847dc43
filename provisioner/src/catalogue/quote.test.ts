import { tenantConfig } from '@vigie/config/tenants';
import { quoteRequest } from '@vigie/contract/quotes';
import type { Caller } from '../caller.ts';
import { testCatalogue } from './fixture.ts';
import { createQuoteService } from './quote.ts';

const acme = tenantConfig.parse({
  id: 'acme', name: 'Acme', email: 'it@acme.example', grafana: { orgId: 2, gatewayKey: { env: 'KEY' } }, quota: { vms: 1 },
});
const asked: string[] = [];
const quoteFor = createQuoteService({
  catalogue: testCatalogue,
  tenants: [acme],
  quotaUsed: (tenantId) => {
    asked.push(tenantId);
    return Promise.resolve({ vms: 1, cores: 2, memoryGiB: 4, diskGiB: 20 });
  },
  usualDeliverySeconds: () => Promise.resolve(90),
});
const caller = (operator: boolean): Caller => ({
  login: 'ann', name: 'Ann', role: 'Viewer', operator, tenant: operator ? null : { id: 'acme', name: 'Acme' }, capabilities: new Set(),
});
const request = (tenant?: string) => quoteRequest.parse({ offer: 'standard', ...(tenant && { tenant }) });

describe('quote service', () => {
  beforeEach(() => asked.splice(0));

  test.each(['globex', 'acme', 'nobody'])('a tenant may not name the tenant %s, and learns nothing from the refusal', async (tenant) => {
    await expect(quoteFor(caller(false), request(tenant), 'en')).rejects.toMatchObject({
      code: 'invalid-request', errors: [{ path: 'tenant', message: 'only the operator may name a tenant' }],
    });
    expect(asked).toEqual([]);
  });

  test('the operator may not name a tenant that is not there', async () => {
    await expect(quoteFor(caller(true), request('globex'), 'en')).rejects.toMatchObject({
      code: 'invalid-request', errors: [{ path: 'tenant', message: 'no such tenant' }],
    });
  });

  test('a tenant sees its own quota, also when it would be exceeded', async () => {
    const quote = await quoteFor(caller(false), request(), 'en');
    expect(quote.quota[0]).toEqual({ resource: 'vms', used: 1, after: 2, limit: 1 });
    expect(quote).toMatchObject({ usualDeliverySeconds: 90, price: { total: 1400 } });
    expect(asked).toEqual(['acme']);
  });

  test('the operator sees a quota only of the tenant that is named', async () => {
    expect((await quoteFor(caller(true), request(), 'en')).quota).toEqual([]);
    expect((await quoteFor(caller(true), request('acme'), 'en')).quota).toHaveLength(4);
  });
});
