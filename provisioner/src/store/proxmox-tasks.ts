import type { TaskNotes } from '../steps/ports.ts';
import type { Queryable } from './database.ts';

/**
 * Calls that start a Proxmox task: noted before they are sent, so that after a crash or a lost answer their tasks can be found.
 * Of one that is found done without its task the note stays, and goes with the end of what it was for.
 */
export function taskNotes(db: Queryable): TaskNotes {
  return {
    async find(owner, key) {
      const { rows } = await db.query<{ sent_at: Date; upid: string | null }>(
        'select sent_at, upid from vigie.proxmox_tasks where owner = $1 and key = $2',
        [owner, key],
      );
      return rows[0] ? { sentAt: rows[0].sent_at, upid: rows[0].upid } : null;
    },
    async sending(owner, key, sentAt) {
      await db.query(
        `insert into vigie.proxmox_tasks (owner, key, sent_at) values ($1, $2, $3)
         on conflict (owner, key) do update set sent_at = $3, upid = null`,
        [owner, key, sentAt],
      );
    },
    async started(owner, key, upid) {
      await db.query('update vigie.proxmox_tasks set upid = $3 where owner = $1 and key = $2', [owner, key, upid]);
    },
    async forget(owner, key) {
      await db.query('delete from vigie.proxmox_tasks where owner = $1 and key = $2', [owner, key]);
    },
  };
}

/** What they were for has ended: nobody looks for its tasks any more. */
export async function forgetTasksOf(db: Queryable, owner: string): Promise<void> {
  await db.query('delete from vigie.proxmox_tasks where owner = $1', [owner]);
}
