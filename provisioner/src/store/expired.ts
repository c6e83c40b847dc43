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

/**
 * Forgets tasks that were sent before then for what has ended: notes that a daemon wrote in the instant of the end, or an older version
 * left. Orders that failed may be gone on with, and destroying a machine is work of its order. Answers how many.
 */
export async function forgetEndedTasks(db: Queryable, before: Date): Promise<number> {
  const { rowCount } = await db.query(
    `delete from vigie.proxmox_tasks t where sent_at < $1
       and not exists (select 1 from vigie.orders o left join vigie.vms v on v.order_id = o.id where o.id = t.owner
         and (o.state not in ('done', 'cancelled', 'rejected') or v.deletion_requested_at is not null and o.machine_gone_at is null))
       and not exists (select 1 from vigie.vm_operations x where x.id = t.owner and x.state in ('queued', 'running'))
       and not exists (select 1 from vigie.backup_runs b where b.id = t.owner and b.state in ('queued', 'running'))
       and not exists (select 1 from vigie.restore_tests r where r.id = t.owner and r.state in ('queued', 'running'))
       and not exists (select 1 from vigie.lab_reservations l where l.test_id = t.owner)
       and not exists (select 1 from vigie.runbook_executions e where e.id = t.owner and e.ended_at is null)`,
    [before],
  );
  return rowCount ?? 0;
}
