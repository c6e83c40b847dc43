import type { Mail } from '@vigie/contract/mails';
import type { Queryable } from './database.ts';

/** A mail as the operator sees it. `sealed` is null once it was forgotten. */
export interface MailRow {
  id: string;
  dedupe_key: string;
  tenant: string | null;
  state: Mail['state'];
  sealed: Buffer | null;
  created_at: Date;
  ended_at: Date | null;
}

const columns = 'id, dedupe_key, tenant, state, sealed, created_at, ended_at';

/** Newest first. */
export async function listMails(db: Queryable, { state, limit }: { state: string; limit: number }): Promise<MailRow[]> {
  const { rows } = await db.query<MailRow>(
    `select ${columns} from vigie.mail_outbox where state = $1 order by created_at desc, id limit $2`,
    [state, limit],
  );
  return rows;
}

/** Locked until the end of the transaction: of two who decide, one is told of the other. */
export async function lockMail(tx: Queryable, id: string): Promise<MailRow | null> {
  const { rows } = await tx.query<MailRow>(`select ${columns} from vigie.mail_outbox where id = $1 for update`, [id]);
  return rows[0] ?? null;
}

/** Somebody takes it upon himself that it may come twice: it is sent as if it had never been handed over. */
export async function sendAgain(tx: Queryable, key: string): Promise<void> {
  await tx.query(`update vigie.sent_mails set state = 'refused' where dedupe_key = $1 and state = 'sending'`, [key]);
  await tx.query(
    `update vigie.mail_outbox set state = 'waiting', ended_at = null, next_attempt_at = now(), code = null, params = null, message = null
     where dedupe_key = $1`,
    [key],
  );
}

/** It has arrived: what it says is forgotten. */
export async function dismissMail(tx: Queryable, key: string): Promise<void> {
  await tx.query(`update vigie.sent_mails set state = 'sent', sent_at = now() where dedupe_key = $1 and state = 'sending'`, [key]);
  await tx.query(`update vigie.mail_outbox set state = 'dismissed', sealed = null, ended_at = now() where dedupe_key = $1`, [key]);
}
