import type { StepReason } from '@vigie/contract/step-reasons';
import type { Queryable } from './database.ts';

/** How long a mail that did not arrive for certain is kept, encrypted: until then it can be sent after all. */
const keptDays = 30;

/** A mail that is due. `tenant` is null for the operator. */
export interface DueMail {
  dedupe_key: string;
  tenant: string | null;
  sealed: Buffer;
  attempts: number;
}

/** Keeps a mail for sending, once for each key. */
export async function insertMail(tx: Queryable, { key, tenant, sealed }: { key: string; tenant: string | null; sealed: Buffer }): Promise<void> {
  await tx.query('insert into vigie.mail_outbox (dedupe_key, tenant, sealed) values ($1, $2, $3) on conflict do nothing', [key, tenant, sealed]);
}

export async function hasMail(db: Queryable, key: string): Promise<boolean> {
  const { rowCount } = await db.query('select 1 from vigie.mail_outbox where dedupe_key = $1', [key]);
  return Boolean(rowCount);
}

/** The oldest mail that is due, locked until the end of the transaction: nobody else gets it meanwhile. */
export async function takeDueMail(tx: Queryable): Promise<DueMail | null> {
  const { rows } = await tx.query<DueMail>(
    `select dedupe_key, tenant, sealed, attempts from vigie.mail_outbox
     where state = 'waiting' and next_attempt_at <= now() order by created_at, dedupe_key limit 1 for update skip locked`,
  );
  return rows[0] ?? null;
}

/** It was not sent: it is tried again after the delay. */
export async function mailWaits(tx: Queryable, key: string, why: StepReason, delayMs: number): Promise<void> {
  await tx.query(
    `update vigie.mail_outbox set attempts = attempts + 1, code = $2, params = $3, message = $4,
       next_attempt_at = now() + $5 * interval '1 millisecond' where dedupe_key = $1`,
    [key, why.code, why.params, why.message, delayMs],
  );
}

/** What it says is kept only for one that may be sent after all. */
export async function mailEnded(tx: Queryable, key: string, state: 'sent' | 'refused' | 'doubtful', why?: StepReason): Promise<void> {
  await tx.query(
    `update vigie.mail_outbox set state = $2, attempts = attempts + 1, ended_at = now(), code = $3, params = $4, message = $5,
       sealed = case when $2 in ('refused', 'doubtful') then sealed end where dedupe_key = $1`,
    [key, state, why?.code ?? null, why?.params ?? null, why?.message ?? null],
  );
}

/** Mails that were refused are tried once more; answers how many. For the start of the daemon: what was corrected took one. */
export async function reviveRefused(db: Queryable): Promise<number> {
  const { rowCount } = await db.query(
    `update vigie.mail_outbox set state = 'waiting', ended_at = null, next_attempt_at = now() where state = 'refused' and sealed is not null`,
  );
  return rowCount ?? 0;
}

/** What nobody corrected or decided in time is forgotten. */
export async function forgetUndelivered(db: Queryable): Promise<void> {
  await db.query(
    `update vigie.mail_outbox set sealed = null
     where state in ('refused', 'doubtful') and sealed is not null and created_at < now() - $1 * interval '1 day'`,
    [keptDays],
  );
}

/** Mails that have not arrived. One in doubt counts until it is decided, a refused one for a day or until the next start tries it again. */
export interface MailFigures {
  waiting: number;
  oldestWaiting: Date | null;
  refused: number;
  doubtful: number;
}

export async function mailFigures(db: Queryable): Promise<MailFigures> {
  const { rows } = await db.query<MailFigures>(
    `select count(*) filter (where state = 'waiting')::int as waiting,
            min(created_at) filter (where state = 'waiting') as "oldestWaiting",
            count(*) filter (where state = 'refused')::int as refused,
            count(*) filter (where state = 'doubtful')::int as doubtful
     from vigie.mail_outbox where state in ('waiting', 'doubtful') or state = 'refused' and ended_at > now() - interval '1 day'`,
  );
  return rows[0] ?? { waiting: 0, oldestWaiting: null, refused: 0, doubtful: 0 };
}
