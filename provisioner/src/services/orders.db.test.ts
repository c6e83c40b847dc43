import { randomBytes } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { parseConfig } from '@vigie/config/load';
import type { VigieConfig } from '@vigie/config/schema';
import type { OrderRequest } from '@vigie/contract/orders';
import { because } from '@vigie/contract/step-reasons';
import type { Caller } from '../caller.ts';
import { orderNotices } from '../notify/order-notices.ts';
import { mailOutbox, openMail } from '../notify/outbox.ts';
import { verifyAudit } from '../store/audit.ts';
import { Cipher } from '../store/cipher.ts';
import { stepEnded, stepStarted } from '../store/order-steps.ts';
import { endOrder, type OrderRow } from '../store/orders.ts';
import { databaseForTests } from '../store/test-database.ts';
import { orderService } from './orders.ts';

const choice = <Value>(id: string, value: Value) => [{ id, name: id, price: 100, default: true, value }];
const tenant = (id: string, orgId: number) => ({
  id,
  name: id,
  email: `${id}@example.net`,
  grafana: { orgId, gatewayKey: { env: 'KEY' } },
  quota: { vms: 3 },
});

const options = { os: choice('debian', 'debian'), cores: choice('1', 1), memory: choice('1', 1), disk: choice('20', 20) };
const config: VigieConfig = parseConfig({
  clusters: [
    {
      name: 'demo',
      endpoints: [{ url: 'https://pve.example.net:8006' }],
      token: { id: 'vigie@pve!p', secret: { env: 'T' } },
      storage: 'ceph',
      templates: { debian: 9000 },
    },
  ],
  operator: { email: 'op@example.net', grafana: { orgId: 1, gatewayKey: { env: 'OP' } } },
  tenants: ['acme', 'globex', 'initech', 'hooli', 'umbrella', 'wayne', 'stark'].map((id, i) => tenant(id, i + 2)),
  catalogue: {
    currency: 'EUR',
    tax: { percent: 20 },
    offers: [
      {
        id: 'vm',
        name: 'VM',
        description: 'A VM',
        price: 500,
        options,
      },
      { id: 'rare', name: 'Rare', description: 'One each', price: 500, options, limits: { perTenant: 1 }, availableTo: ['wayne', 'umbrella'] },
    ],
  },
  grafana: { url: 'http://grafana.example.net' },
  mail: { from: 'v@example.net', smtp: { host: 'localhost' } },
});

const person = (id: string | null): Caller => ({
  login: `${id ?? 'op'}-user`,
  name: 'P',
  role: 'Admin',
  operator: id === null,
  tenant: id === null ? null : { id, name: id },
  capabilities: new Set(),
});
const operator = person(null);
const cipher = new Cipher(randomBytes(32));
const request = (name: string, more: Partial<OrderRequest> = {}): OrderRequest => ({
  offer: 'vm',
  name,
  options: {},
  quantity: 1,
  network: 'default',
  ...more,
});
const problem = (code: string) => expect.objectContaining({ code });

describe('orders', () => {
  const db = databaseForTests();
  const engine = {
    begin: jest.fn((_order: OrderRow) => Promise.resolve()),
    decided: jest.fn((_order: OrderRow) => Promise.resolve()),
    chosen: jest.fn((_order: Pick<OrderRow, 'id' | 'run'>) => Promise.resolve()),
  };
  let orders: ReturnType<typeof orderService>;

  beforeAll(async () => {
    orders = orderService({ config, db, engine, notices: orderNotices(config, mailOutbox(cipher)), againOnRetry: ['ensure-role', 'ensure-access'] });
  }, 60_000);
  beforeEach(() => {
    jest.clearAllMocks();
  });

  test('ten equal requests at once with one key make one order', async () => {
    const made = await Promise.all(Array.from({ length: 10 }, () => orders.create(person('acme'), request('web-01'), 'key-1')));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect((await orders.list(person('acme'), { limit: 50 })).items).toHaveLength(1);
  });

  test('a key is refused for another request, and is nobody else’s', async () => {
    await expect(orders.create(person('acme'), request('web-02'), 'key-1')).rejects.toEqual(problem('idempotency-key-reused'));
    expect((await orders.create(person('globex'), request('web-01'), 'key-1')).tenant).toBe('globex');
  });

  test('a name is taken within a tenant until the order is withdrawn', async () => {
    await expect(orders.create(person('acme'), request('web-01'), 'key-2')).rejects.toEqual(problem('name-taken'));
    const [first] = (await orders.list(person('acme'), { limit: 50 })).items;
    const cancelled = await orders.cancel(person('acme'), first?.id ?? '');
    expect(cancelled.state).toBe('cancelled');
    expect(cancelled.steps.every(({ state }) => state === 'skipped')).toBe(true);
    expect((await orders.create(person('acme'), request('web-01'), 'key-3')).state).toBe('awaiting-approval');
  });

  test('orders at once do not exceed the quota together', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) => orders.create(person('initech'), request(`m-${i}`), `key-${i}`)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    expect(refused).toEqual(Array(5).fill(problem('quota-exceeded')));
  });

  test('an offer that is for others is refused as one that is not there', async () => {
    const refusal = (offer: string) => orders.create(person('acme'), request('r', { offer }), `k-${offer}`).catch((error: Error) => error.message);
    expect(await refusal('rare')).toBe('There is no offer "rare". Choose one of: vm.');
    expect(await refusal('none')).toBe('There is no offer "none". Choose one of: vm.');
    await expect(orders.create(operator, request('r', { offer: 'rare', tenant: 'acme' }), 'k-op')).rejects.toEqual(problem('unknown-offer'));
  });

  test('orders at once do not exceed a limit of their offer together, and others do not count', async () => {
    await orders.create(person('wayne'), request('common'), 'key-common');
    await orders.create(person('umbrella'), request('rare', { offer: 'rare' }), 'key-rare');
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, (_, i) => orders.create(person('wayne'), request(`r-${i}`, { offer: 'rare' }), `key-${i}`)),
    );
    const made = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(made).toHaveLength(1);
    expect(results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))).toEqual(Array(5).fill(problem('limit-exceeded')));
    // An order does not stand in its own way when it is approved, and one that is withdrawn makes room.
    await orders.cancel(person('wayne'), made[0]?.id ?? '');
    const next = await orders.create(person('wayne'), request('r-next', { offer: 'rare' }), 'key-next');
    expect((await orders.approve(operator, next.id)).state).toBe('deploying');
    // A lower limit holds for what is not approved yet.
    await db.query("update vigie.orders set state = 'awaiting-approval', decision = null where id = $1", [next.id]);
    await db.query("update vigie.orders set offer = 'rare' where tenant = 'wayne' and name = 'common'");
    await expect(orders.approve(operator, next.id)).rejects.toEqual(problem('limit-exceeded'));
  });

  test('an order is priced with the tax of its time; one from before there was a tax is read as it was', async () => {
    const { id, price } = await orders.create(operator, request('old', { tenant: 'wayne' }), 'k-old');
    expect(price).toMatchObject({ net: 900, tax: { name: 'VAT', percent: 20, amount: 180 }, gross: 1080, total: 900 });
    const stored = { currency: 'EUR', total: 700, lines: [{ label: 'VM', amount: 500 }, { label: 'Disk: 20', option: 'disk', amount: 200 }] };
    await db.query('update vigie.orders set price = $2 where id = $1', [id, JSON.stringify(stored)]);
    expect((await orders.get(operator, id)).price).toMatchObject({ net: 700, tax: null, gross: 700, lines: [{ quantity: 1, unitPrice: 500 }, { amount: 200 }] });
    // Its mails are made of it, too.
    expect((await orders.approve(operator, id)).state).toBe('deploying');
  });

  test('only the operator names a tenant, and must', async () => {
    await expect(orders.create(person('acme'), request('x', { tenant: 'globex' }), 'k')).rejects.toEqual(problem('invalid-request'));
    await expect(orders.create(operator, request('x'), 'k')).rejects.toEqual(problem('invalid-request'));
    expect((await orders.create(operator, request('x', { tenant: 'hooli' }), 'k')).tenant).toBe('hooli');
  });

  test("another tenant's order is not found, whatever is asked", async () => {
    const { id } = await orders.create(person('umbrella'), request('lab'), 'k');
    const stranger = person('globex');
    for (const act of [orders.get, orders.cancel, orders.retry, orders.approve]) {
      await expect(act(stranger, id)).rejects.toEqual(problem('not-found'));
    }
    await expect(orders.reject(stranger, id, 'no')).rejects.toEqual(problem('not-found'));
    expect(engine.decided).not.toHaveBeenCalled();
  });

  test('one decision wins, later ones are in the wrong state', async () => {
    const { id } = await orders.create(person('umbrella'), request('race'), 'k-race');
    const results = await Promise.allSettled([
      orders.approve(operator, id),
      orders.reject(operator, id, 'no'),
      orders.cancel(person('umbrella'), id),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(engine.decided).toHaveBeenCalledTimes(1);
  });

  test('each decision is mailed to the tenant once, kept with it', async () => {
    const ordered = async (name: string) => (await orders.create(person('stark'), request(name), `mails-${name}`)).id;
    const rejected = await ordered('a-01');
    await orders.reject(operator, rejected, 'unpaid <since> May');
    const cancelled = await ordered('a-02');
    await orders.cancel(person('stark'), cancelled);
    const approved = await ordered('a-03');
    await orders.approve(operator, approved);
    await expect(orders.approve(operator, approved)).rejects.toEqual(problem('wrong-state'));
    const { rows } = await db.query<{ dedupe_key: string; tenant: string; sealed: Buffer }>(
      'select dedupe_key, tenant, sealed from vigie.mail_outbox where split_part(dedupe_key, \'/\', 1) = any($1) order by created_at', [[approved, rejected, cancelled]],
    );
    expect(rows.map(({ dedupe_key: key, tenant: to }) => [key, to])).toEqual([
      [`${rejected}/rejected`, 'stark'], [`${cancelled}/cancelled`, 'stark'], [`${approved}/approved`, 'stark'],
    ]);
    const texts = rows.map(({ dedupe_key: key, sealed }) => openMail(cipher, key, sealed).text);
    expect(texts[0]).toContain('Reason: unpaid <since> May');
    expect(texts[1]).toContain('Nothing had been built.');
  });

  test('an approved order is cancelled by who may decide, under the next run, and by nobody else', async () => {
    const { id } = await orders.create(person('hooli'), request('undo'), 'k-undo');
    await orders.approve(operator, id);
    await expect(orders.cancel(person('hooli'), id)).rejects.toEqual(problem('forbidden'));
    const decider = { ...operator, capabilities: new Set(['order:decide'] as const) };
    expect((await orders.cancel(decider, id)).state).toBe('cancelling');
    expect(engine.begin).toHaveBeenLastCalledWith(expect.objectContaining({ id, state: 'cancelling', run: 2 }));
    await expect(orders.cancel(decider, id)).rejects.toEqual(problem('wrong-state'));
    await expect(orders.retry(operator, id)).rejects.toEqual(problem('wrong-state'));
    await endOrder(db, id, 'back', 'cancelled');
  });

  test('a failed order shows its technical text to the operator only, and goes on under the next run', async () => {
    const { id } = await orders.create(person('hooli'), request('bad'), 'k-bad');
    await orders.approve(operator, id);
    await expect(orders.retry(operator, id)).rejects.toEqual(problem('wrong-state'));
    for (const name of ['ensure-role', 'mail-received'] as const) await stepEnded(db, id, name, { state: 'done' });
    await stepStarted(db, id, 'ensure-pool', 'running');
    const reason = because('task-failed');
    await stepEnded(db, id, 'ensure-pool', { state: 'failed', ...reason, technical: 'pve1 said so' });
    await endOrder(db, id, 'forward', 'failed');
    const errorFor = async (caller: Caller) => (await orders.get(caller, id)).steps.find(({ name }) => name === 'ensure-pool')?.error;
    expect(await errorFor(operator)).toEqual({ ...reason, technical: 'pve1 said so' });
    expect(await errorFor(person('hooli'))).toEqual(reason);
    const { state, steps } = await orders.retry(operator, id);
    const stateOf = (step: string) => steps.find(({ name }) => name === step)?.state;
    expect(state).toBe('deploying');
    // What others may have taken away meanwhile is provided again; the rest stays done.
    expect([stateOf('mail-received'), stateOf('ensure-role'), stateOf('ensure-access')]).toEqual(['done', 'pending', 'pending']);
    expect(engine.begin).toHaveBeenLastCalledWith(expect.objectContaining({ id, run: 2 }));
  });

  test('pages follow each other without gap or repetition', async () => {
    const seen: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await orders.list(operator, { limit: 2, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      if (cursor === undefined) break;
    }
    const all = (await orders.list(operator, { limit: 200 })).items.map(({ id }) => id);
    expect(seen).toEqual(all);
    expect([...seen].sort().reverse()).toEqual(seen);
  });

  test('every act is in the audit trail, and the trail is whole', async () => {
    const { rows } = await db.query<{ act: string }>('select distinct act from vigie.audit order by act');
    expect(rows.map(({ act }) => act)).toEqual(expect.arrayContaining(['order.cancelled', 'order.created', 'order.retried']));
    expect(await verifyAudit(db)).toMatchObject({ brokenAt: null });
  });
});
