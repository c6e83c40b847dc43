import { randomBytes } from 'node:crypto';
import { Cipher } from './cipher.ts';
import { secretStore } from './secrets.ts';
import { claimMail, mailRefused, mailSent } from './sent-mails.ts';
import { databaseForTests } from './test-database.ts';

describe('secrets and mails', () => {
  const db = databaseForTests();

  test('parallel makers get the same secret, which is not in the table in clear', async () => {
    const secrets = secretStore(db, new Cipher(randomBytes(32)));
    let made = 0;
    const got = await Promise.all(Array.from({ length: 10 }, () => secrets.getOrCreate('account/acme', 'acme', () => `hunter-${made++}`)));
    expect(new Set(got).size).toBe(1);
    const { rows } = await db.query<{ sealed: Buffer }>('select sealed from vigie.secrets');
    expect(rows[0]?.sealed.toString('latin1')).not.toContain('hunter');
    await secrets.remove('account/acme');
    expect(await secrets.get('account/acme')).toBeNull();
  });

  test('a mail is claimed once: broken off is a doubt, refused may go again, sent stays sent', async () => {
    expect(await claimMail(db, 'a', '<a@x>')).toBe('send');
    expect(await claimMail(db, 'a', '<a@x>')).toBe('doubtful');
    await mailRefused(db, 'a');
    expect(await claimMail(db, 'a', '<a@x>')).toBe('send');
    await mailSent(db, 'a');
    expect(await claimMail(db, 'a', '<a@x>')).toBe('sent');
  });
});
