import { randomBytes } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { parseConfig } from '@vigie/config/load';
import type { OrderRequest } from '@vigie/contract/orders';
import { because } from '@vigie/contract/step-reasons';
import type { Caller } from '../caller.ts';
import { orderNotices } from '../notify/order-notices.ts';
import { mailOutbox, openMail } from '../notify/outbox.ts';
import { orderWork, type OrderWorkParts } from '../order-work.ts';
import { Cipher } from '../store/cipher.ts';
import { askForNetwork } from '../store/network-choices.ts';
import { allocateNetwork, closeNetwork } from '../store/networks.ts';
import { orderFigures } from '../store/order-figures.ts';
import { ordersToShow } from '../store/order-slack.ts';
import { stepEnded, stepStarted } from '../store/order-steps.ts';
import { liveOrders, type OrderRow } from '../store/orders.ts';
import { quotaUsed } from '../store/quota.ts';
import { systemScope } from '../store/scope.ts';
import { findOrder } from '../store/orders.ts';
import { databaseForTests } from '../store/test-database.ts';
import { orderCounts } from '../store/waiting-counts.ts';
import { orderVm } from '../workflows/order-vm.ts';
import { orderService } from './orders.ts';

const choice = <Value>(id: string, value: Value) => [{ id, name: id, price: 100, default: true, value }];
const names = ['acme', 'globex', 'hooli', 'initech', 'umbrella', 'cyberdyne', 'tyrell'];
const config = parseConfig({
  clusters: [{
    name: 'demo', endpoints: [{ url: 'https://pve.example.net:8006' }], token: { id: 'vigie@pve!p', secret: { env: 'T' } },
    storage: 'ceph', templates: { debian: 9000 },
  }],
  operator: { email: 'op@example.net', grafana: { orgId: 1, gatewayKey: { env: 'OP' } } },
  tenants: names.map((id, i) => ({
    id, name: id, email: `${id}@example.net`, grafana: { orgId: i + 2, gatewayKey: { env: 'KEY' } }, quota: { vms: 20, cores: 20 },
  })),
  catalogue: {
    currency: 'EUR',
    offers: [{
      id: 'vm', name: 'VM', description: 'A VM', price: 500,
      options: { os: choice('debian', 'debian'), cores: choice('1', 1), memory: choice('1', 1), disk: choice('20', 20) },
    }],
  },
  grafana: { url: 'http://grafana.example.net' },
  mail: { from: 'v@example.net', smtp: { host: 'localhost' } },
});
const person = (id: string | null): Caller => ({
  login: `${id ?? 'op'}-user`, name: 'P', role: 'Admin', operator: id === null, tenant: id === null ? null : { id, name: id },
  capabilities: new Set(id === null ? ['order:decide', 'order:retry'] : []),
} as Caller);
const operator = person(null);
const request = (name: string, more: Partial<OrderRequest> = {}): OrderRequest =>
  ({ offer: 'vm', name, options: {}, quantity: 4, network: 'default', ...more });
const problem = (code: string, detail: RegExp = /./) => expect.objectContaining({ code, message: expect.stringMatching(detail) });
const why = { ...because('storage-full'), technical: 'no space' };

describe('orders of several machines', () => {
  const db = databaseForTests();
  let orders: ReturnType<typeof orderService>;
  let work: ReturnType<typeof orderWork>;
  const cipher = new Cipher(randomBytes(32));
  const begin = jest.fn((_order: OrderRow) => Promise.resolve());
  const engine = { begin, decided: jest.fn(() => Promise.resolve()), chosen: jest.fn(() => Promise.resolve()) };

  beforeAll(async () => {
    const notices = orderNotices(config, mailOutbox(cipher));
    orders = orderService({ config, db, engine, notices, againOnRetry: [] });
    work = orderWork(orderVm, { db, notices } as OrderWorkParts);
  }, 60_000);
  beforeEach(() => {
    jest.clearAllMocks();
  });

  const placed = (tenant: string, more: Partial<OrderRequest> = {}) => orders.create(person(tenant), request('class', more), `key-${tenant}`);
  const approved = async (tenant: string, more: Partial<OrderRequest> = {}) => orders.approve(operator, (await placed(tenant, more)).id);
  const mailsOf = async (id: string) => {
    const { rows } = await db.query<{ dedupe_key: string; sealed: Buffer }>(
      'select dedupe_key, sealed from vigie.mail_outbox where dedupe_key like $1 order by created_at', [`${id}/%`]);
    return rows.map(({ dedupe_key: key, sealed }) => ({ key: key.slice(id.length + 1), ...openMail(cipher, key, sealed) }));
  };
  const fail = async (id: string) => {
    await stepStarted(db, id, 'clone-template', 'running');
    await work.progress.failed(id, 'clone-template', why);
  };
  const auditOf = async (act: string, id: string) =>
    (await db.query('select 1 from vigie.audit where act = $1 and object in (select id from vigie.orders where id = $2 or lead = $2)', [act, id])).rowCount;

  test('all fit into the quota, or none is ordered; each counts once, and the price is asked once', async () => {
    await expect(orders.create(person('acme'), request('much', { quantity: 16, options: {} }), 'k')).resolves.toMatchObject({ quantity: 16 });
    await expect(orders.create(person('acme'), request('more', { quantity: 5 }), 'k2')).rejects.toEqual(problem('quota-exceeded'));
    expect(await quotaUsed(db, 'acme')).toEqual({ vms: 16, cores: 16, memoryGiB: 16, diskGiB: 320 });
    const { items } = await orders.list(person('acme'), { limit: 50 });
    expect(items).toMatchObject([{ name: 'much', quantity: 16, price: { total: 16 * 900 }, machines: { total: 16, done: 0, failed: 0 } }]);
    const { rows } = await db.query<{ sum: number }>(`select sum((price->>'total')::int)::int as sum from vigie.orders where tenant = 'acme'`);
    expect(rows[0]?.sum).toBe(16 * 900);
  });

  test('machines are named by number; which name is taken is said, and then nothing is ordered', async () => {
    await orders.create(person('globex'), request('class-03', { quantity: 1 }), 'k-one');
    await expect(placed('globex')).rejects.toEqual(problem('name-taken', /machine named class-03,/));
    await expect(orders.create(person('globex'), request('a'.repeat(61)), 'k-long')).rejects.toEqual(problem('invalid-request', /60 characters/));
    expect((await orders.list(person('globex'), { limit: 50 })).items).toHaveLength(1);
    const { machines, name } = await orders.create(person('globex'), request('lab'), 'k-lab');
    expect(name).toBe('lab');
    expect(machines.map((machine) => machine.name)).toEqual(['lab-01', 'lab-02', 'lab-03', 'lab-04']);
    expect(new Set(machines.map(({ order }) => order)).size).toBe(4);
  });

  test('nothing is done with one machine alone, and nobody else sees any of them', async () => {
    const { id, machines } = await placed('hooli');
    const one = machines[2]?.order ?? '';
    expect(await orders.get(person('hooli'), one)).toMatchObject({ lead: id, name: 'class-03', quantity: 1, price: { total: 0 }, machines: [{ order: one }] });
    for (const act of [orders.approve, orders.cancel, orders.retry]) await expect(act(operator, one)).rejects.toEqual(problem('wrong-state', new RegExp(id)));
    await expect(orders.reject(operator, one, 'no')).rejects.toEqual(problem('wrong-state', new RegExp(id)));
    await expect(orders.chooseNetwork(operator, one, 'new')).rejects.toEqual(problem('wrong-state', new RegExp(id)));
    for (const either of [id, one]) {
      for (const act of [orders.get, orders.approve, orders.cancel, orders.retry]) await expect(act(person('globex'), either)).rejects.toEqual(problem('not-found'));
    }
    expect((await orders.list(operator, { limit: 50, tenant: 'hooli' })).items).toHaveLength(1);
    expect(begin).toHaveBeenCalledTimes(1);
    expect((await liveOrders(db)).filter(({ tenant }) => tenant === 'hooli').map((row) => row.id)).toEqual([id]);
    expect(await orderCounts(db, { all: false, tenant: 'hooli' })).toEqual({ toApprove: 1, toChoose: 0, failed: 0 });
  });

  test('rejected is rejected for all', async () => {
    const { id } = await placed('tyrell');
    await orders.reject(operator, id, 'unpaid');
    const order = await orders.get(operator, id);
    expect(order).toMatchObject({ state: 'rejected', rejectReason: 'unpaid' });
    expect(new Set(order.machines.map(({ state }) => state))).toEqual(new Set(['rejected']));
    expect(await quotaUsed(db, 'tyrell')).toMatchObject({ vms: 0 });
    expect((await mailsOf(id)).map(({ subject }) => subject)).toEqual(['Order rejected: class (4 machines)']);
  });

  test('approved once for all: the others begin too, and their ends add up; who failed is told once, when all have ended', async () => {
    const { id, machines } = await approved('initech');
    const ids = machines.map(({ order }) => order);
    expect(begin.mock.calls.map(([{ id: begun }]) => begun)).toEqual(expect.arrayContaining(ids));
    expect(await auditOf('order.approved', id)).toBe(4);
    const [first = '', second = '', third = '', fourth = ''] = ids;
    await work.progress.finished(first);
    await fail(second);
    expect(await orders.get(operator, id)).toMatchObject({ state: 'deploying', machines: [{ state: 'done' }, { state: 'failed', currentStep: 'clone-template', error: { code: 'storage-full' } }, {}, {}] });
    expect((await orders.get(person('initech'), id)).machines[1]?.error).not.toHaveProperty('technical');
    expect((await mailsOf(id)).map(({ key }) => key)).toEqual(['approved']);
    expect(await orderFigures(db)).toContainEqual(expect.objectContaining({ tenant: 'initech', state: 'deploying', count: 1 }));
    await fail(third);
    await work.progress.finished(fourth);
    expect(await orders.get(operator, id)).toMatchObject({ state: 'failed' });
    const [, failed, ...more] = await mailsOf(id);
    expect(more).toEqual([]);
    expect(failed).toMatchObject({ key: 'failed/4', to: 'op@example.net', subject: 'Order failed: class (4 machines) (initech)' });
    expect(failed?.text).toContain('2 of the 4 machines');
    for (const name of ['class-02, step "Clone the template": The storage is full', 'class-03']) expect(failed?.text).toContain(name);
    expect(await ordersToShow(db)).toEqual(expect.arrayContaining([id]));
    expect(await ordersToShow(db)).not.toEqual(expect.arrayContaining([second]));
    const { items } = await orders.list(operator, { limit: 50, state: 'failed' });
    expect(items).toMatchObject([{ id, machines: { total: 4, done: 2, failed: 2 } }]);

    begin.mockClear();
    expect((await orders.retry(operator, id)).state).toBe('deploying');
    expect(begin.mock.calls.map(([row]) => [row.id, row.run])).toEqual([[second, 2], [third, 2]]);
    await fail(second);
    await work.progress.finished(third);
    expect((await mailsOf(id)).map(({ key }) => key)).toEqual(['approved', 'failed/4', 'failed/6']);
    await orders.retry(operator, id);
    await work.progress.finished(second);
    expect(await orders.get(operator, id)).toMatchObject({ state: 'done', endedAt: expect.any(String) });
    await expect(orders.retry(operator, id)).rejects.toEqual(problem('wrong-state'));
    await expect(orders.cancel(operator, id)).rejects.toEqual(problem('wrong-state'));
  });

  test('cancelled is taken back for all, delivered or not, and told once; once a part is back, it cannot be gone on with', async () => {
    const { id, machines } = await approved('umbrella');
    const ids = machines.map(({ order }) => order);
    await work.progress.finished(ids[1] ?? '');
    begin.mockClear();
    expect((await orders.cancel(operator, id)).state).toBe('cancelling');
    expect(begin.mock.calls.map(([row]) => row.id)).toEqual(ids);
    for (const one of ids.slice(0, 3)) await work.undoProgress.finished(one);
    await work.undoProgress.failed(ids[3] ?? '', 'start-vm', why);
    expect((await orders.get(operator, id)).state).toBe('failed');
    await expect(orders.retry(operator, id)).rejects.toEqual(problem('wrong-state', /cancel it again/));
    expect((await mailsOf(id)).map(({ key, subject }) => `${key} ${subject}`)).toEqual([
      'approved Order approved: class (4 machines)', 'failed/8 Cancellation failed: class (4 machines) (umbrella)',
    ]);
    begin.mockClear();
    await orders.cancel(operator, id);
    expect(begin.mock.calls.map(([row]) => row.id)).toEqual([ids[3]]);
    await work.undoProgress.finished(ids[3] ?? '');
    expect((await orders.get(operator, id)).state).toBe('cancelled');
    expect((await mailsOf(id)).map(({ key }) => key)).toEqual(['approved', 'failed/8', 'cancelled']);
    expect(await auditOf('order.cancelled', id)).toBe(4);
  });

  test('the question about the network is that of all: they wait with it, and its answer holds for them', async () => {
    const { id, machines } = await approved('cyberdyne', { network: 'ask' });
    expect(begin).toHaveBeenCalledTimes(1);
    await askForNetwork(db, id, { deadlineHours: 1, default: 'new' });
    expect((await orders.get(operator, id)).state).toBe('awaiting-network-choice');
    expect((await liveOrders(db)).filter(({ tenant }) => tenant === 'cyberdyne').map((row) => row.id)).toEqual([id]);
    expect((await orders.chooseNetwork(person('cyberdyne'), id, 'new')).state).toBe('deploying');
    expect((await liveOrders(db)).filter(({ tenant, network }) => tenant === 'cyberdyne' && network === 'new')).toHaveLength(4);

    const rows = await Promise.all(machines.map(async ({ order }) => (await findOrder(db, systemScope, order))!));
    const pools = [{ cidr: '10.10.0.0/16', kind: 'standard' as const, role: 'main' as const }];
    const given = await Promise.all(rows.map((row) => allocateNetwork(db, row, 'standard', pools, [])));
    expect(new Set(given.map((network) => network?.id)).size).toBe(1);
    expect(given[0]?.order_id).toBe(id);
    // Of those that are taken back, the last one closes it.
    for (const { id: one } of rows) await stepEnded(db, one, 'ensure-vnet', { state: 'done' });
    await orders.cancel(operator, id);
    for (const row of rows.slice(0, 3)) {
      expect(await closeNetwork(db, row)).toBeNull();
      await stepEnded(db, row.id, 'ensure-vnet', { state: 'undone' });
    }
    expect(await closeNetwork(db, rows[3]!)).toMatchObject({ id: given[0]?.id, state: 'removing' });
  });
});
