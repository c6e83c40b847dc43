import type { Queryable } from './database.ts';

/** A call that starts a Proxmox task: noted before it is sent, so that after a crash or a lost answer its task can be found. */
export interface TaskNote {
  sentAt: Date;
  upid: string | null;
}

export async function findTaskNote(db: Queryable, orderId: string, key: string): Promise<TaskNote | null> {
  const { rows } = await db.query<{ sent_at: Date; upid: string | null }>(
    'select sent_at, upid from vigie.proxmox_tasks where order_id = $1 and key = $2',
    [orderId, key],
  );
  return rows[0] ? { sentAt: rows[0].sent_at, upid: rows[0].upid } : null;
}

export async function noteSending(db: Queryable, orderId: string, key: string): Promise<void> {
  await db.query(
    `insert into vigie.proxmox_tasks (order_id, key, sent_at) values ($1, $2, now())
     on conflict (order_id, key) do update set sent_at = now(), upid = null`,
    [orderId, key],
  );
}

export async function noteUpid(db: Queryable, orderId: string, key: string, upid: string): Promise<void> {
  await db.query('update vigie.proxmox_tasks set upid = $3 where order_id = $1 and key = $2', [orderId, key, upid]);
}

export async function forgetTask(db: Queryable, orderId: string, key: string): Promise<void> {
  await db.query('delete from vigie.proxmox_tasks where order_id = $1 and key = $2', [orderId, key]);
}
