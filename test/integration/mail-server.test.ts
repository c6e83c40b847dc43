import { randomBytes } from 'node:crypto';
import type { LoadedConfig } from '@vigie/config/load';
import type { Log } from '../../provisioner/src/log.ts';
import { deliverNext } from '../../provisioner/src/notify/mail-delivery.ts';
import { createMailer } from '../../provisioner/src/notify/mailer.ts';
import { mailOutbox } from '../../provisioner/src/notify/outbox.ts';
import { Cipher } from '../../provisioner/src/store/cipher.ts';
import type { Database } from '../../provisioner/src/store/database.ts';
import { testDatabase } from '../../provisioner/src/store/test-database.ts';
import { startSmtpServer } from '../harness/smtp-server.ts';

let db: Database;
let close: () => Promise<void>;
let server: Awaited<ReturnType<typeof startSmtpServer>>;
const cipher = new Cipher(randomBytes(32));
const log = { info() {}, warn() {}, error() {} } as unknown as Log;
let keys = 0;

beforeAll(async () => {
  [{ db, close }, server] = await Promise.all([testDatabase(), startSmtpServer()]);
}, 60_000);

afterAll(async () => {
  await server?.close();
  await close?.();
});

beforeEach(async () => {
  await db.query('truncate vigie.mail_outbox');
  server.behave({});
  server.taken.length = 0;
  server.seen.length = 0;
});

/** What the daemon does with the mail that is next, as another process would. */
function deliver() {
  const config = {
    operator: { email: 'ops@vigie.example' }, tenants: [{ id: 'acme', email: 'it@acme.example' }],
    mail: { from: 'Vigie <vigie@vigie.example>', smtp: { host: '127.0.0.1', port: server.port, security: 'none' } },
  } as LoadedConfig['config'];
  return deliverNext({ config, db, cipher, mailer: createMailer({ config, baseDir: '/' } as LoadedConfig, db), log });
}

async function put(): Promise<string> {
  const key = `test/${(keys += 1)}`;
  await mailOutbox(cipher)(db).put(key, 'acme', { to: 'x@acme.example', subject: 'Subject', text: 'Text', html: '<p>Text</p>' });
  return key;
}

const rowOf = async (key: string) => (await db.query('select state, code from vigie.mail_outbox where dedupe_key = $1', [key])).rows[0];
const soon = () => db.query('update vigie.mail_outbox set next_attempt_at = now()');

test('a server that is away and comes back gets the mail once', async () => {
  const key = await put();
  await server.close();
  expect([await deliver(), await deliver()]).toEqual(['down', 'down']);
  expect(await rowOf(key)).toEqual({ state: 'waiting', code: 'mail-unreachable' });
  await server.reopen();
  expect([await deliver(), await deliver()]).toEqual(['ended', 'none']);
  expect(server.taken).toHaveLength(1);
  expect(server.taken[0]).toContain('To: it@acme.example');
});

test.each([
  ['for the recipient', { rcpt: '550 no such user' }],
  ['after it has read it', { data: '554 looks like spam' }],
])('a permanent refusal %s ends it', async (_, manners) => {
  const key = await put();
  server.behave(manners);
  expect([await deliver(), await deliver()]).toEqual(['ended', 'none']);
  expect(await rowOf(key)).toEqual({ state: 'refused', code: 'mail-refused' });
});

test.each([
  ['for the recipient', { rcpt: '450 greylisted' }],
  ['after it has read it', { data: '451 later please' }],
])('"not now" %s: it is tried again, and arrives once', async (_, manners) => {
  const key = await put();
  server.behave(manners);
  expect(await deliver()).toBe('later');
  expect(await rowOf(key)).toEqual({ state: 'waiting', code: 'mail-deferred' });
  server.behave({});
  await soon();
  expect(await deliver()).toBe('ended');
  expect(server.taken).toHaveLength(1);
});

test('a connection that breaks when the server has the whole mail leaves a doubt, and no second mail', async () => {
  const key = await put();
  server.behave({ data: 'cut' });
  expect(await deliver()).toBe('later');
  server.behave({});
  await soon();
  expect(await deliver()).toBe('ended');
  expect(await rowOf(key)).toEqual({ state: 'doubtful', code: 'mail-doubtful' });
  expect(server.seen).toHaveLength(1);
});

test.each([
  ['before it heard the answer', 'sending', 'doubtful'],
  ['after it heard the answer', 'sent', 'sent'],
])('a process that died %s: the mail is not given again', async (_, claim, state) => {
  const key = await put();
  await db.query(`insert into vigie.sent_mails (dedupe_key, message_id, state) values ($1, '<x>', $2)`, [key, claim]);
  expect(await deliver()).toBe('ended');
  expect(await rowOf(key)).toMatchObject({ state });
  expect(server.seen).toEqual([]);
});
