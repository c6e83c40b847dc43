import { apiOf, type Api } from '../harness/api.ts';
import { startVigie, type Vigie } from '../harness/vigie.ts';

let vigie: Vigie;
let editor: Api;

beforeAll(async () => {
  vigie = await startVigie();
  editor = apiOf(vigie.urls.app!, 'acme-editor');
}, 240_000);

afterAll(async () => {
  await vigie?.stop();
  vigie?.remove();
}, 60_000);

const good = { offer: 'standard', name: 'web-01' };

describe('an order with a mistake is refused with a stable code', () => {
  test.each<[string, object, number, string]>([
    ['an unknown option', { ...good, options: { gpu: 'rtx' } }, 422, 'unknown-option'],
    ['an unknown value', { ...good, options: { cores: '3' } }, 422, 'unknown-option'],
    ['an option named like a property of every object', { ...good, options: { constructor: 'x' } }, 422, 'unknown-option'],
    ['an unknown offer', { ...good, offer: 'gold' }, 422, 'unknown-offer'],
    ['a name that is too long', { ...good, name: 'a'.repeat(64) }, 400, 'invalid-request'],
    ['a key that no order has', { ...good, price: 0 }, 400, 'invalid-request'],
    ['a tenant that is not the caller', { ...good, tenant: 'globex' }, 400, 'invalid-request'],
  ])('%s', async (_what, body, status, code) => {
    const answer = await editor.post('/orders', body);
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
  });

  test('invalid JSON', async () => {
    const { status, body } = await editor.postRaw('/orders', '{"offer": ');
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'invalid-json' });
  });

  test('an oversized body', async () => {
    const { status, body } = await editor.postRaw('/orders', JSON.stringify({ ...good, name: 'a'.repeat(70 * 1024) }));
    expect({ status, code: body.code }).toEqual({ status: 413, code: 'body-too-large' });
  });

  test('more than the quota', async () => {
    const big = { offer: 'performance', options: { cores: '8', memory: '32', disk: '500' } };
    for (const name of ['big-1', 'big-2', 'big-3', 'big-4']) expect((await editor.post('/orders', { ...big, name })).status).toBe(201);
    const { status, body } = await editor.post('/orders', { ...big, name: 'big-5' });
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'quota-exceeded' });
  });
});

describe('who may not, cannot', () => {
  test('a viewer orders nothing', async () => {
    const { status, body } = await apiOf(vigie.urls.app!, 'acme-viewer').post('/orders', good);
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'forbidden' });
  });

  test('a tenant approves nothing', async () => {
    const order = await editor.post('/orders', { ...good, name: 'approve-me' });
    expect((await editor.post(`/orders/${order.body.id}/approve`)).status).toBe(403);
  });

  test('without an identity the provisioner tells nothing', async () => {
    const response = await fetch(`${vigie.urls.provisioner}/api/v1/orders`);
    expect(response.status).toBe(401);
    expect(((await response.json()) as { code: string }).code).toBe('unauthenticated');
  });

  test("globex sees nothing of acme's", async () => {
    const order = await editor.post('/orders', { ...good, name: 'secret-plan' });
    const globex = apiOf(vigie.urls.app!, 'globex-editor');
    expect((await globex.get('/orders')).body.items).toEqual([]);
    expect((await globex.get(`/orders/${order.body.id}`)).status).toBe(404);
    expect((await globex.get('/orders?tenant=acme')).body.items ?? []).toEqual([]);
  });
});
