import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { because } from '@vigie/contract/step-reasons';
import { StepFailure, StepRetry } from '../steps/failure.ts';
import type { Mail } from '../steps/ports.ts';
import { Cipher } from '../store/cipher.ts';
import { mailFigures, reviveRefused } from '../store/mail-outbox.ts';
import { databaseForTests } from '../store/test-database.ts';
import { deliverNext, startMailDelivery, type MailDeliveryParts } from './mail-delivery.ts';
import { mailOutbox } from './outbox.ts';

const db = databaseForTests();
const cipher = new Cipher(randomBytes(32));
const outbox = mailOutbox(cipher);
const log = pino({ level: 'silent' });
const config = { operator: { email: 'ops@vigie.example' }, tenants: [{ id: 'acme', email: 'it@acme.example' }] } as MailDeliveryParts['config'];
const mail: Mail = { to: 'old@acme.example', subject: 'S', text: 'password hunter2', html: '<p>hunter2</p>' };

beforeEach(() => db.query('truncate vigie.mail_outbox'));

/** What the mail server was given, and what it does with each. */
function server(answer: (key: string) => 'sent' | 'doubtful' | Error = () => 'sent') {
  const given: { key: string; to: string; text: string }[] = [];
  const mailer: MailDeliveryParts['mailer'] = {
    sendOnce(key, { to, text }) {
      given.push({ key, to, text });
      const result = answer(key);
      return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
    },
  };
  return { given, parts: { config, db, cipher, mailer, log } satisfies MailDeliveryParts };
}

const rowOf = async (key: string) => (await db.query('select state, sealed, attempts, code from vigie.mail_outbox where dedupe_key = $1', [key])).rows[0];
const down = new StepRetry(because('mail-unreachable', { server: 'localhost:25' }));

test('a mail is kept encrypted, sent to the address of today, and forgotten', async () => {
  await outbox(db).put('o/a', 'acme', mail);
  const [kept] = (await db.query<{ row: string }>('select o::text as row from vigie.mail_outbox o')).rows;
  expect(Buffer.from(kept!.row.match(/\\x([0-9a-f]+)/)![1]!, 'hex').toString('latin1') + kept!.row).not.toContain('hunter2');
  const { given, parts } = server();
  expect(await deliverNext(parts)).toBe('ended');
  expect(await deliverNext(parts)).toBe('none');
  expect(given).toEqual([{ key: 'o/a', to: 'it@acme.example', text: 'password hunter2' }]);
  expect(await rowOf('o/a')).toMatchObject({ state: 'sent', sealed: null });
});

test('one key is one mail, also after it was sent; the operator has an address too', async () => {
  const { given, parts } = server();
  await outbox(db).put('o/b', null, mail);
  await deliverNext(parts);
  await outbox(db).put('o/b', null, mail);
  expect(await outbox(db).has('o/b')).toBe(true);
  expect(await deliverNext(parts)).toBe('none');
  expect(given.map(({ to }) => to)).toEqual(['ops@vigie.example']);
});

test('what is rolled back is never sent', async () => {
  const broken = db.transaction(async (tx) => {
    await outbox(tx).put('o/c', 'acme', mail);
    throw new Error('no');
  });
  await expect(broken).rejects.toThrow('no');
  expect(await deliverNext(server().parts)).toBe('none');
});

test('a server that is down: the mail waits with the reason, and goes out when it is back', async () => {
  await outbox(db).put('o/d', 'acme', mail);
  expect(await deliverNext(server(() => down).parts)).toBe('down');
  expect(await rowOf('o/d')).toMatchObject({ state: 'waiting', attempts: 1, code: 'mail-unreachable' });
  expect(await mailFigures(db)).toMatchObject({ waiting: 1, oldestWaiting: expect.any(Date), refused: 0, doubtful: 0 });
  expect(await deliverNext(server().parts)).toBe('ended');
  expect(await mailFigures(db)).toMatchObject({ waiting: 0, oldestWaiting: null });
});

test('a mail that is put off does not hold up the next one', async () => {
  await outbox(db).put('o/e', 'acme', mail);
  await outbox(db).put('o/f', 'acme', mail);
  const { given, parts } = server((key) => (key === 'o/e' ? new StepRetry(because('mail-deferred')) : 'sent'));
  expect([await deliverNext(parts), await deliverNext(parts), await deliverNext(parts)]).toEqual(['later', 'ended', 'none']);
  expect(given.map(({ key }) => key)).toEqual(['o/e', 'o/f']);
});

test('a mail that is refused ends with the reason; the next start tries it once more', async () => {
  await outbox(db).put('o/g', 'acme', mail);
  expect(await deliverNext(server(() => new StepFailure(because('mail-refused', { to: 'it@acme.example' }))).parts)).toBe('ended');
  expect(await rowOf('o/g')).toMatchObject({ state: 'refused', code: 'mail-refused' });
  expect(await deliverNext(server().parts)).toBe('none');
  expect(await mailFigures(db)).toMatchObject({ waiting: 0, refused: 1 });
  expect(await reviveRefused(db)).toBe(1);
  const { given, parts } = server();
  expect(await deliverNext(parts)).toBe('ended');
  expect(given[0]!.text).toContain('hunter2');
  expect(await rowOf('o/g')).toMatchObject({ state: 'sent', sealed: null });
});

test.each([
  ['a tenant that is not configured any more', 'gone', cipher, 'tenant-unconfigured'],
  ['another encryption key', 'acme', new Cipher(randomBytes(32)), 'mail-unreadable'],
])('%s: refused, and not given to the server', async (_, tenant, opened, code) => {
  await outbox(db).put('o/h', tenant, mail);
  const { given, parts } = server();
  expect(await deliverNext({ ...parts, cipher: opened })).toBe('ended');
  expect(given).toEqual([]);
  expect(await rowOf('o/h')).toMatchObject({ state: 'refused', code });
});

test('a mail in doubt is not sent again by itself, and what it says is kept, encrypted', async () => {
  await outbox(db).put('o/i', 'acme', mail);
  expect(await deliverNext(server(() => 'doubtful').parts)).toBe('ended');
  expect(await rowOf('o/i')).toMatchObject({ state: 'doubtful', sealed: expect.any(Buffer), code: 'mail-doubtful' });
  expect(await deliverNext(server().parts)).toBe('none');
  expect(await mailFigures(db)).toMatchObject({ doubtful: 1 });
});

test('a process that dies while it sends leaves the mail to the next; two at once send each mail once', async () => {
  await outbox(db).put('o/j', 'acme', mail);
  const dying = db.transaction(async (tx) => {
    await tx.query(`select 1 from vigie.mail_outbox where dedupe_key = 'o/j' for update`);
    expect(await deliverNext(server().parts)).toBe('none');
    throw new Error('killed');
  });
  await expect(dying).rejects.toThrow('killed');
  await outbox(db).put('o/k', 'acme', mail);
  const { given, parts } = server();
  await Promise.all([deliverNext(parts), deliverNext(parts)]);
  expect(given.map(({ key }) => key).sort()).toEqual(['o/j', 'o/k']);
});

test('the delivery sends what comes, and stops when it is told to', async () => {
  let arrived!: () => void;
  const sent = new Promise<void>((resolve) => (arrived = resolve));
  const { given, parts } = server(() => {
    arrived();
    return 'sent';
  });
  const delivery = startMailDelivery(parts);
  await outbox(db).put('o/l', 'acme', mail);
  await sent;
  await delivery.stop();
  expect(await rowOf('o/l')).toMatchObject({ state: 'sent' });
  expect(given).toHaveLength(1);
});
