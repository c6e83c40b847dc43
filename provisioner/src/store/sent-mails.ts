import type { Queryable } from './database.ts';

/**
 * Claims a mail: 'send' the first time, 'sent' when the server took it, 'doubtful' when a process died between handing it over and
 * noting that (it may have gone out, and a mail is never sent twice).
 */
export async function claimMail(db: Queryable, key: string, messageId: string): Promise<'send' | 'sent' | 'doubtful'> {
  const { rowCount } = await db.query(
    `insert into vigie.sent_mails (dedupe_key, message_id, state) values ($1, $2, 'sending')
     on conflict (dedupe_key) do update set state = 'sending' where sent_mails.state = 'refused'`,
    [key, messageId],
  );
  if (rowCount) return 'send';
  const { rows } = await db.query<{ state: string }>('select state from vigie.sent_mails where dedupe_key = $1', [key]);
  return rows[0]?.state === 'sent' ? 'sent' : 'doubtful';
}

export async function mailSent(db: Queryable, key: string): Promise<void> {
  await db.query(`update vigie.sent_mails set state = 'sent', sent_at = now() where dedupe_key = $1`, [key]);
}

/** The server did not take it: it may be sent again. */
export async function mailRefused(db: Queryable, key: string): Promise<void> {
  await db.query(`update vigie.sent_mails set state = 'refused' where dedupe_key = $1`, [key]);
}
