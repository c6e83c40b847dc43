import { startProvisioner, type ProvisionerStack } from '../harness/provisioner.ts';
import { until } from '../harness/until.ts';

interface Mail { to: string[]; subject: string; text: string }

let stack: ProvisionerStack;

beforeAll(async () => {
  stack = await startProvisioner((config) => {
    config.catalogue.offers[1].availableTo = ['enterprise'];
    config.catalogue.offers[1].limits = { perTenant: 1 };
    config.tenants[1].tax = { percent: 0 };
  });
}, 240_000);

afterAll(async () => {
  await stack?.stop();
}, 60_000);

const mailOf = (name: string, subject: string) =>
  until(`the mail "${subject}" of ${name}`, async () => {
    const mails = (await (await fetch(`${stack.mail}/api/messages`)).json()) as Mail[];
    return mails.find((mail) => mail.subject === `${subject}: ${name}`)?.text;
  });

const specOf = async (id: string) => (await stack.sql('select spec from vigie.orders where id = $1', [id]))[0]?.spec;

test('an offer for others is neither shown nor quoted nor sold', async () => {
  const offersOf = async (who: 'operator' | 'acme' | 'globex') => (await stack.api(who).get('/catalogue')).body.offers.map(({ id }: { id: string }) => id);
  expect([await offersOf('operator'), await offersOf('acme'), await offersOf('globex')]).toEqual([['standard', 'performance'], ['standard'], ['standard', 'performance']]);
  for (const path of ['/quotes', '/orders']) {
    const { status, body } = await stack.api('acme').post(path, { offer: 'performance', ...(path === '/orders' && { name: 'big-01' }) });
    expect({ status, code: body.code, detail: body.detail }).toEqual({ status: 422, code: 'unknown-offer', detail: 'There is no offer "performance". Choose one of: standard.' });
  }
}, 120_000);

test('a database is ordered with its packages, and its price has tax in the order and in the mails', async () => {
  const { body: plain } = await stack.api('acme').post('/orders', { offer: 'standard', name: 'web-01' });
  expect(plain.options.database).toBe('none');
  expect(await specOf(plain.id)).not.toHaveProperty('packages');
  const { status, body } = await stack.api('acme').post('/orders', { offer: 'standard', name: 'db-01', options: { database: 'postgresql' } });
  expect(status).toBe(201);
  expect(await specOf(body.id)).toMatchObject({ packages: ['postgresql'] });
  expect(body.price).toMatchObject({ net: 2800, tax: { name: 'VAT', percent: 20, amount: 560 }, gross: 3360, total: 2800 });
  expect(body.price.lines.at(-1)).toEqual({ label: 'Database: PostgreSQL', option: 'database', quantity: 1, unitPrice: 1000, amount: 1000 });
  expect((await stack.api('operator').post(`/orders/${body.id}/approve`)).status).toBe(202);
  for (const subject of ['Order received', 'Order approved']) {
    expect(await mailOf('db-01', subject)).toMatch(/Net per month +€28\.00\n +VAT 20% +€5\.60\n +Total per month, tax included +€33\.60/);
  }
}, 120_000);

test('a limit is told by the quote and kept by the order; a tenant that is exempt pays no tax', async () => {
  const globex = stack.api('globex');
  const first = await globex.post('/orders', { offer: 'performance', name: 'big-01' });
  expect(first.body.price).toMatchObject({ net: 2900, tax: { name: 'TVA', percent: 0, amount: 0 }, gross: 2900 });
  expect((await globex.post('/quotes', { offer: 'performance' })).body.limits).toEqual([{ limit: 'perTenant', used: 1, after: 2, most: 1 }]);
  const second = await globex.post('/orders', { offer: 'performance', name: 'big-02' });
  expect({ status: second.status, code: second.body.code }).toEqual({ status: 422, code: 'limit-exceeded' });
}, 120_000);

test('an order keeps its price and its packages when the catalogue changes', async () => {
  const [order] = (await stack.api('acme').get('/orders')).body.items.filter(({ name }: { name: string }) => name === 'db-01');
  await stack.reconfigure((config) => {
    delete config.catalogue.tax;
    delete config.tenants[1].tax;
    delete config.catalogue.offers[0].options.database;
  });
  const { body } = await stack.api('acme').get(`/orders/${order.id}`);
  expect(body.price).toEqual(order.price);
  expect(await specOf(order.id)).toMatchObject({ packages: ['postgresql'] });
  expect((await stack.api('acme').post('/quotes', { offer: 'standard' })).body.price).toMatchObject({ net: 1800, tax: null, gross: 1800 });
  const { body: refused } = await stack.api('acme').post('/quotes', { offer: 'standard', options: { database: 'postgresql' } });
  expect(refused.code).toBe('unknown-option');
}, 120_000);
