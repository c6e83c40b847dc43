import type { Mail, MailPort } from '../steps/ports.ts';
import type { Cipher } from '../store/cipher.ts';
import type { Queryable } from '../store/database.ts';
import { hasMail, insertMail } from '../store/mail-outbox.ts';

/** Mails kept for sending. Given a transaction, they are kept with it or not at all. */
export type Outbox = (db: Queryable) => MailPort;

export const mailOutbox = (cipher: Cipher): Outbox => (db) => ({
  has: (key) => hasMail(db, key),
  put: (key, tenant, mail) => insertMail(db, { key, tenant, sealed: cipher.seal(JSON.stringify(mail), sealName(key)) }),
});

/** Throws when it was sealed with another key. */
export const openMail = (cipher: Cipher, key: string, sealed: Buffer): Mail => JSON.parse(cipher.open(sealed, sealName(key))) as Mail;

const sealName = (key: string): string => `mail/${key}`;
