import { pino } from 'pino';
import { removeEndedRuns } from './engine/ended-runs.ts';
import { startEngine, type Engine } from './engine/engine.ts';
import { durableRuns } from './engine/runs.ts';
import { retentionSchedule } from './retention.ts';
import { appendAudit, verifyAudit } from './store/audit.ts';
import type { Database } from './store/database.ts';
import { findByKey, keepKey } from './store/idempotency.ts';
import { taskNotes } from './store/proxmox-tasks.ts';
import { claimMail, mailSent } from './store/sent-mails.ts';
import { claimSlackMessage, slackMessageSent } from './store/sent-slack-messages.ts';
import { anOrder, testDatabase } from './store/test-database.ts';

const log = pino({ level: 'silent' });
const retention = { engineDays: 30, messageDays: 400 };
let db: Database;
let close: () => Promise<void>;
let engine: Engine | undefined;
beforeAll(async () => {
  ({ db, close } = await testDatabase());
}, 60_000);
afterAll(async () => {
  await engine?.stop();
  await close();
}, 60_000);

test('what was kept long enough is removed, and nothing else', async () => {
  const waits = new Set<string>();
  let bothWait = () => {};
  const waiting = new Promise<void>((resolve) => (bothWait = resolve));
  const ended = new Set<string>();
  const runs = durableRuns({
    name: 'thing',
    limit: { global: 10, pollMs: 100 },
    async body(durable, id) {
      if (!id.startsWith('waits')) return void ended.add(id);
      waits.add(id);
      if (waits.size === 1) bothWait();
      await durable.wait(3600);
    },
    live: () => Promise.resolve(['old', 'new', 'waits-long'].filter((id) => !ended.has(id)).map((id) => ({ id, run: 1, partition: 'p' }))),
    nextRun: () => Promise.resolve(null),
  });
  engine = await startEngine({ database: db, replica: 'main', log, kinds: [runs], schedules: [], onLivenessLost: () => {} });
  await waiting;
  const statuses = async () =>
    (await db.query<{ id: string; status: string }>('select workflow_uuid as id, status from dbos.workflow_status order by 1')).rows;
  while ((await statuses()).filter(({ status }) => status === 'SUCCESS').length < 2) await new Promise(setImmediate);
  const aged = (days: number) => Date.now() - days * 86_400_000;
  const age = (id: string, days: number) =>
    db.query('update dbos.workflow_status set created_at = $2, completed_at = case when completed_at is null then null else $2::bigint end where workflow_uuid = $1', [id, aged(days)]);
  await age('old/thing/1', 31);
  await age('new/thing/1', 29);
  await age('waits-long/thing/1', 100);

  const { id: order } = await anOrder(db, { tenant: 'acme' });
  const owner = (key: string) => ({ tenant: 'acme', login: 'somebody', key });
  for (const key of ['key-old', 'key-new']) await keepKey(db, owner(key), 'hash', order);
  await db.query(`update vigie.idempotency_keys set created_at = now() - interval '25 hours' where key = 'key-old'`);
  for (const key of ['mail-old', 'mail-new', 'mail-doubtful']) await claimMail(db, key, '<id@vigie.example>');
  for (const key of ['mail-old', 'mail-new']) await mailSent(db, key);
  await db.query(`update vigie.sent_mails set created_at = now() - interval '401 days'`);
  await db.query(`update vigie.sent_mails set sent_at = now() - interval '401 days' where dedupe_key = 'mail-old'`);
  for (const key of ['slack-old', 'slack-new']) {
    await claimSlackMessage(db, key);
    await slackMessageSent(db, key, {});
  }
  await db.query(`update vigie.sent_slack_messages set sent_at = now() - interval '401 days' where dedupe_key = 'slack-old'`);
  await db.transaction((tx) => appendAudit(tx, { actor: 'system', tenant: null, act: 'order.done', object: order, detail: {} }));
  for (const [key, days] of [['old', 31], ['new', 29]] as const) await taskNotes(db).sending('ord_gone', key, new Date(aged(days)));

  await retentionSchedule({ db, retention, removeEndedRuns, log }).run(new Date());

  expect((await statuses()).map(({ id }) => id)).toEqual(['new/thing/1', 'waits-long/thing/1']);
  const { rows: outputs } = await db.query(`select 1 from dbos.operation_outputs where workflow_uuid = 'old/thing/1'`);
  expect(outputs).toEqual([]);
  const { rows: keys } = await db.query<{ key: string }>('select key from vigie.idempotency_keys');
  expect(keys).toEqual([{ key: 'key-new' }]);
  expect(await findByKey(db, owner('key-new'))).toMatchObject({ orderId: order });
  expect([await claimMail(db, 'mail-old', '<id@vigie.example>'), await claimMail(db, 'mail-new', '<id@vigie.example>')]).toEqual(['send', 'sent']);
  expect(await claimMail(db, 'mail-doubtful', '<id@vigie.example>')).toBe('doubtful');
  expect([await claimSlackMessage(db, 'slack-old'), await claimSlackMessage(db, 'slack-new')]).toEqual(['send', 'sent']);
  expect((await db.query('select key from vigie.proxmox_tasks')).rows).toEqual([{ key: 'new' }]);
  expect(await verifyAudit(db)).toEqual({ entries: 1, brokenAt: null });
}, 60_000);
