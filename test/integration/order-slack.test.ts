import type { LoadedConfig } from '@vigie/config/load';
import { because } from '@vigie/contract/step-reasons';
import type { Log } from '../../provisioner/src/log.ts';
import { showOrders } from '../../provisioner/src/notify/order-slack-feed.ts';
import { createSlack } from '../../provisioner/src/notify/slack.ts';
import type { Database } from '../../provisioner/src/store/database.ts';
import { insertSteps, stepEnded, stepStarted } from '../../provisioner/src/store/order-steps.ts';
import { decideOrder, endOrder, reopenOrder } from '../../provisioner/src/store/orders.ts';
import { systemScope } from '../../provisioner/src/store/scope.ts';
import { anOrder, testDatabase } from '../../provisioner/src/store/test-database.ts';
import { startSlackSink } from '../harness/slack-sink.ts';

let db: Database;
let close: () => Promise<void>;
let sink: Awaited<ReturnType<typeof startSlackSink>>;
const log = { info() {}, warn() {}, error() {} } as unknown as Log;

// See slack.db.test.ts: Jest's `Error` is not the one of Node's fetch.
const nodeFetch = globalThis.fetch;
globalThis.fetch = (...request) =>
  nodeFetch(...request).catch((error: Error) => {
    throw new TypeError(error.message, { cause: error.cause });
  });

beforeAll(async () => {
  process.env.TEST_ORDER_SLACK_TOKEN = 'xoxb-of-this-test';
  [{ db, close }, sink] = await Promise.all([testDatabase(), startSlackSink()]);
}, 60_000);

afterAll(async () => {
  globalThis.fetch = nodeFetch;
  delete process.env.TEST_ORDER_SLACK_TOKEN;
  await sink?.close();
  await close?.();
});

// Orders of earlier tests are told.
beforeEach(() => db.query(`update vigie.orders set state = 'cancelled', ended_at = now() - interval '30 days'`));

/** One look at all orders; without a pause between the changes of a message unless the test wants one. */
function show({ apiUrl = sink.apiUrl, quietMs = 0 } = {}): Promise<void> {
  const config = { tenants: [{ id: 'acme', name: 'Acme' }], grafana: { url: 'https://grafana.example' } };
  const slack = createSlack({
    config: { slack: { token: { env: 'TEST_ORDER_SLACK_TOKEN' }, channel: '#ops', orders: true, apiUrl } }, baseDir: '/',
  } as unknown as LoadedConfig, db)!;
  return showOrders({ config: config as never, db, slack, log, quietMs });
}

async function newOrder(name: string): Promise<string> {
  const { id } = await anOrder(db, { tenant: 'acme', name });
  await insertSteps(db, id, ['mail-received', 'await-approval', 'ensure-role']);
  return id;
}

const approve = (id: string) => decideOrder(db, systemScope, id, { decision: 'approved', state: 'deploying', by: 'admin', reason: null });
const messageOf = (name: string) => sink.shown.filter(({ texts }) => texts[0]!.includes(name));
const why = { ...because('storage-full'), technical: 'x' };

test('an order has one message, which says how it stands', async () => {
  const id = await newOrder('one-01');
  await show();
  await show();
  await approve(id);
  await stepStarted(db, id, 'ensure-role', 'running');
  await show();
  await show();
  await stepEnded(db, id, 'ensure-role', { state: 'failed', ...why });
  await endOrder(db, id, 'forward', 'failed');
  await show();
  await reopenOrder(db, systemScope, id);
  await show();
  await endOrder(db, id, 'forward', 'done');
  await show();
  const calls = sink.calls();
  await show();
  expect(sink.calls()).toBe(calls);
  const [message, ...more] = messageOf('one-01');
  expect(more).toEqual([]);
  expect(message!.texts).toEqual(
    ['awaits approval', 'is being deployed', 'failed', 'is being deployed', 'delivered'].map((words) => `Order of one-01 (Acme): ${words}`),
  );
});

test('changes that come fast become one; the last one always arrives', async () => {
  const id = await newOrder('fast-01');
  await approve(id);
  await show({ quietMs: 60_000 });
  await endOrder(db, id, 'forward', 'failed');
  await show({ quietMs: 60_000 });
  expect(messageOf('fast-01')[0]!.texts).toHaveLength(1);
  await endOrder(db, id, 'back', 'cancelled');
  await db.query('update vigie.order_slack_messages set next_attempt_at = now() where order_id = $1', [id]);
  await show({ quietMs: 60_000 });
  expect(messageOf('fast-01')[0]!.texts).toEqual(['Order of fast-01 (Acme): is being deployed', 'Order of fast-01 (Acme): failed']);
});

test('while Slack takes nothing the look ends with its pause; later the message shows the state of then', async () => {
  const id = await newOrder('busy-01');
  sink.refuseNext({ status: 429, headers: { 'retry-after': '7' }, body: { ok: false, error: 'ratelimited' } });
  await expect(show()).rejects.toMatchObject({ reason: { code: 'slack-busy' }, cause: { retryAfter: 7 } });
  const away = await startSlackSink();
  await away.close();
  await expect(show({ apiUrl: away.apiUrl })).rejects.toMatchObject({ reason: { code: 'slack-unreachable' } });
  await approve(id);
  await show();
  expect(messageOf('busy-01').map(({ texts }) => texts)).toEqual([['Order of busy-01 (Acme): is being deployed']]);
});

test('a message that somebody deletes is posted anew, once', async () => {
  const id = await newOrder('gone-01');
  await show();
  sink.deleteMessage(messageOf('gone-01')[0]!.ts);
  await approve(id);
  await show();
  expect(messageOf('gone-01').map(({ texts }) => texts)).toEqual([['Order of gone-01 (Acme): is being deployed']]);
  sink.deleteMessage(messageOf('gone-01')[0]!.ts);
  await endOrder(db, id, 'forward', 'done');
  await show();
  await show();
  expect(messageOf('gone-01')).toEqual([]);
});

test('a post in doubt is not repeated', async () => {
  const id = await newOrder('doubt-01');
  sink.refuseNext({ status: 503, body: {} });
  await show();
  await approve(id);
  await show();
  expect(messageOf('doubt-01')).toEqual([]);
});

test('a process that died after the post goes on with the same message', async () => {
  const id = await newOrder('died-01');
  await show();
  await db.query('delete from vigie.order_slack_messages where order_id = $1', [id]);
  await approve(id);
  await show();
  expect(messageOf('died-01').map(({ texts }) => texts.length)).toEqual([2]);
});

test('a refused order does not keep the others from their messages, and is tried again later', async () => {
  await newOrder('no-01');
  await newOrder('yes-01');
  sink.refuseNext({ body: { ok: false, error: 'invalid_blocks' } });
  await show();
  await show();
  expect(messageOf('no-01')).toEqual([]);
  expect(messageOf('yes-01')).toHaveLength(1);
  await db.query('update vigie.order_slack_messages set next_attempt_at = now()');
  await show();
  expect(messageOf('no-01')).toHaveLength(1);
});

test('orders that ended before Slack was configured are no news', async () => {
  const id = await newOrder('old-01');
  await approve(id);
  await endOrder(db, id, 'forward', 'done');
  await db.query(`update vigie.orders set ended_at = now() - interval '2 hours' where id = $1`, [id]);
  await show();
  expect(messageOf('old-01')).toEqual([]);
});
