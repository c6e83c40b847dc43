import { randomBytes } from 'node:crypto';
import type { Caller } from '../caller.ts';
import { mailOutbox } from '../notify/outbox.ts';
import { capabilitiesOf } from '../identity/capabilities.ts';
import { Cipher } from '../store/cipher.ts';
import { forgetUndelivered, mailFigures } from '../store/mail-outbox.ts';
import { claimMail } from '../store/sent-mails.ts';
import { databaseForTests } from '../store/test-database.ts';
import { mailService } from './mails.ts';

const db = databaseForTests();
const cipher = new Cipher(randomBytes(32));
const key = 'ord_1/mail-access';

/** A mail that was being handed over when the process died. */
beforeEach(async () => {
  await db.query('truncate vigie.mail_outbox, vigie.sent_mails');
  await mailOutbox(cipher)(db).put(key, 'acme', { to: '', subject: 'Your machine web-01 is ready', text: 'hunter2', html: 'hunter2' });
  await mailOutbox(cipher)(db).put('ord_2/mail-access', 'acme', { to: '', subject: 'Another', text: '', html: '' });
  await claimMail(db, key, '<1@x>');
  await db.query(`update vigie.mail_outbox set state = 'doubtful', ended_at = now() where dedupe_key = $1`, [key]);
});

const caller = (side: 'operator' | 'tenant'): Caller => ({
  login: side, name: side, role: 'Admin', operator: side === 'operator', tenant: side === 'operator' ? null : { id: 'acme', name: 'Acme' },
  capabilities: capabilitiesOf(side, 'Admin'),
});
const [operator, tenant] = [caller('operator'), caller('tenant')];
const service = () => mailService({ db, cipher });
const idOfIt = async () => (await service().list(operator, { state: 'doubtful', limit: 50 })).items[0]!.id;
const stateOf = async () => (await db.query('select state, sealed from vigie.mail_outbox where dedupe_key = $1', [key])).rows[0];

test('the operator sees which, and not what it says; a tenant sees none, not its own either', async () => {
  const { items } = await service().list(operator, { state: 'doubtful', limit: 50 });
  expect(items).toEqual([
    { id: expect.stringMatching(/^mai_[0-9a-f]{16}$/), tenant: 'acme', subject: 'Your machine web-01 is ready', state: 'doubtful', createdAt: expect.any(String), endedAt: expect.any(String) },
  ]);
  expect(JSON.stringify(items)).not.toContain('hunter2');
  expect((await service().list(tenant, { state: 'doubtful', limit: 50 })).items).toEqual([]);
  await expect(service().resend(tenant, items[0]!.id)).rejects.toMatchObject({ code: 'not-found' });
  expect(await stateOf()).toMatchObject({ state: 'doubtful' });
});

test('of two who decide at once one is told that it was decided, and one decision is in the audit trail', async () => {
  const id = await idOfIt();
  const ends = await Promise.allSettled([service().resend(operator, id), service().dismiss(operator, id)]);
  const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
  expect(refused).toEqual([expect.objectContaining({ code: 'wrong-state' })]);
  const { rows } = await db.query('select actor, act, tenant from vigie.audit where object = $1', [id]);
  expect(rows).toEqual([{ actor: 'operator', act: expect.stringMatching(/^mail\.(resent|dismissed)$/), tenant: 'acme' }]);
});

test('a mail that is sent again is not in doubt any more', async () => {
  await service().resend(operator, await idOfIt());
  expect(await stateOf()).toMatchObject({ state: 'waiting', sealed: expect.any(Buffer) });
  expect(await claimMail(db, key, '<1@x>')).toBe('send');
});

test('it arrived: what it said is forgotten, and it is never sent', async () => {
  expect(await mailFigures(db)).toMatchObject({ doubtful: 1 });
  expect(await service().dismiss(operator, await idOfIt())).toMatchObject({ state: 'dismissed', subject: null });
  expect(await stateOf()).toEqual({ state: 'dismissed', sealed: null });
  expect(await claimMail(db, key, '<1@x>')).toBe('sent');
  expect(await mailFigures(db)).toMatchObject({ doubtful: 0 });
});

test('what nobody decided in a month is forgotten; then it cannot be sent, only dismissed', async () => {
  const id = await idOfIt();
  await db.query(`update vigie.mail_outbox set created_at = now() - interval '31 days', ended_at = now() - interval '31 days'`);
  await forgetUndelivered(db);
  expect(await mailFigures(db)).toMatchObject({ doubtful: 1 });
  await expect(service().resend(operator, id)).rejects.toMatchObject({ code: 'wrong-state', message: expect.stringContaining('forgotten') });
  expect(await service().dismiss(operator, id)).toMatchObject({ state: 'dismissed' });
});
