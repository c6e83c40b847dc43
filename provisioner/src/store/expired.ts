import type { Queryable } from './database.ts';

/** Removes the keys that no request is recognised by any more, see `findByKey`. Answers how many. */
export async function removeExpiredKeys(db: Queryable): Promise<number> {
  const { rowCount } = await db.query(`delete from vigie.idempotency_keys where created_at <= now() - interval '24 hours'`);
  return rowCount ?? 0;
}

/** Forgets that mails and Slack messages were sent before then. Those of which it is not known stay. Answers how many. */
export async function forgetSentMessages(db: Queryable, before: Date): Promise<number> {
  const mails = await db.query(`delete from vigie.sent_mails where state = 'sent' and sent_at < $1`, [before]);
  await db.query(`delete from vigie.mail_outbox where state in ('sent', 'dismissed') and ended_at < $1`, [before]);
  const slack = await db.query(`delete from vigie.sent_slack_messages where state = 'sent' and sent_at < $1`, [before]);
  return (mails.rowCount ?? 0) + (slack.rowCount ?? 0);
}
