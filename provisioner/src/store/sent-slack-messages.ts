import type { Queryable } from './database.ts';

/**
 * Claims a message: 'send' the first time, 'sent' when Slack took it, 'doubtful' when nobody knows (it may have gone out,
 * and a message is never sent twice).
 */
export async function claimSlackMessage(db: Queryable, key: string): Promise<'send' | 'sent' | 'doubtful'> {
  const { rowCount } = await db.query(
    `insert into vigie.sent_slack_messages (dedupe_key, state) values ($1, 'sending') on conflict (dedupe_key) do nothing`,
    [key],
  );
  if (rowCount) return 'send';
  const { rows } = await db.query<{ state: string }>('select state from vigie.sent_slack_messages where dedupe_key = $1', [key]);
  return rows[0]?.state === 'sent' ? 'sent' : 'doubtful';
}

/** Where Slack shows a message. */
export interface SlackPlace {
  channel: string;
  ts: string;
}

export async function slackMessageSent(db: Queryable, key: string, place: Partial<SlackPlace>): Promise<void> {
  await db.query(`update vigie.sent_slack_messages set state = 'sent', sent_at = now(), channel = $2, ts = $3 where dedupe_key = $1`, [
    key, place.channel ?? null, place.ts ?? null,
  ]);
}

/** Null when it was not sent, or nobody knows. */
export async function slackPlaceOf(db: Queryable, key: string): Promise<SlackPlace | null> {
  const { rows } = await db.query<SlackPlace>(
    `select channel, ts from vigie.sent_slack_messages where dedupe_key = $1 and state = 'sent' and channel is not null and ts is not null`,
    [key],
  );
  return rows[0] ?? null;
}

/** Slack certainly did not take it: it may be sent again. */
export async function slackMessageRefused(db: Queryable, key: string): Promise<void> {
  await db.query('delete from vigie.sent_slack_messages where dedupe_key = $1', [key]);
}
