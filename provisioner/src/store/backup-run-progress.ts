import type { StepReason } from '@vigie/contract/step-reasons';
import type { Inventory } from './backup-runs.ts';
import type { Queryable } from './database.ts';
import { forgetTasksOf } from './proxmox-tasks.ts';

const underWay = `state in ('queued', 'running')`;

type Why = StepReason & { technical: string };

/** The run works; calling it again changes nothing. */
export async function runStarted(db: Queryable, id: string): Promise<void> {
  await db.query(`update vigie.backup_runs set state = 'running', started_at = coalesce(started_at, now()) where id = $1 and ${underWay}`, [id]);
}

/** What the machine said of itself before the backup. */
export async function setInventory(db: Queryable, id: string, inventory: Inventory | null): Promise<void> {
  await db.query('update vigie.backup_runs set inventory = $2 where id = $1', [id, inventory && JSON.stringify(inventory)]);
}

/** Where the backup is made. */
export async function setNode(db: Queryable, id: string, node: string): Promise<void> {
  await db.query('update vigie.backup_runs set node = $2 where id = $1', [id, node]);
}

/** The task that makes the backup; null when it made none and another one may be started. */
export async function setTask(db: Queryable, id: string, upid: string | null): Promise<void> {
  await db.query('update vigie.backup_runs set upid = $2, progress = null where id = $1', [id, upid]);
}

/** True when another run knows this task as its own. */
export async function isTaskOfOther(db: Queryable, id: string, upid: string): Promise<boolean> {
  const { rows } = await db.query('select 1 from vigie.backup_runs where upid = $2 and id <> $1', [id, upid]);
  return rows.length > 0;
}

/** `progress` is 0 to 1. */
export async function setProgress(db: Queryable, id: string, progress: number): Promise<void> {
  await db.query(`update vigie.backup_runs set progress = $2 where id = $1 and ${underWay}`, [id, progress]);
}

export interface BackupMade {
  volume: string;
  takenAt: Date;
  sizeBytes: number | null;
  consistent: boolean | null;
}

export async function setBackup(db: Queryable, id: string, { volume, takenAt, sizeBytes, consistent }: BackupMade): Promise<void> {
  await db.query(
    'update vigie.backup_runs set volume = $2, taken_at = $3, size_bytes = $4, consistent = $5, progress = 1 where id = $1',
    [id, volume, takenAt, sizeBytes, consistent],
  );
}

/** Why the last attempt did not succeed, or what is wrong with a run that did: old backups that could not be removed. */
export async function setReason(db: Queryable, id: string, { code, params, message, technical }: Why): Promise<void> {
  await db.query('update vigie.backup_runs set code = $2, params = $3, message = $4, technical = $5 where id = $1', [
    id, code, JSON.stringify(params), message, technical,
  ]);
}

export async function clearReason(db: Queryable, id: string): Promise<void> {
  await db.query('update vigie.backup_runs set code = null, params = null, message = null, technical = null where id = $1', [id]);
}

/** Ends a run; one that has ended stays as it ended. It may be repeated, so a note of its task that was left by a crash goes all the same. */
export async function endRun(db: Queryable, id: string, state: 'done' | 'failed'): Promise<void> {
  await db.query(`update vigie.backup_runs set state = $2, ended_at = now() where id = $1 and ${underWay}`, [id, state]);
  await forgetTasksOf(db, id);
}
