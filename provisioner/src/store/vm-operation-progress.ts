import type { StepReason } from '@vigie/contract/step-reasons';
import type { Queryable } from './database.ts';
import { forgetTasksOf } from './proxmox-tasks.ts';
import type { OperationFacts } from './vm-operations.ts';

const underWay = `state in ('queued', 'running')`;

type Why = StepReason & { technical: string };

/** The operation works; calling it again changes nothing. */
export async function operationStarted(db: Queryable, id: string): Promise<void> {
  await db.query(`update vigie.vm_operations set state = 'running', started_at = coalesce(started_at, now()) where id = $1 and ${underWay}`, [id]);
}

/** A later run of the operation passes over this step. Why it was tried again is over with it. */
export async function operationStepDone(db: Queryable, id: string, step: string): Promise<void> {
  await db.query(
    `update vigie.vm_operations set steps_done = array_append(array_remove(steps_done, $2), $2),
       code = null, params = null, message = null, technical = null
     where id = $1`,
    [id, step],
  );
}

export async function noteOperationFacts(db: Queryable, id: string, facts: OperationFacts): Promise<void> {
  await db.query('update vigie.vm_operations set facts = facts || $2 where id = $1', [id, JSON.stringify(facts)]);
}

/** The task of what must not be done twice; null when it did nothing and another one may be started. */
export async function setOperationTask(db: Queryable, id: string, upid: string | null): Promise<void> {
  await db.query('update vigie.vm_operations set upid = $2 where id = $1', [id, upid]);
}

export async function setNeedsRestart(db: Queryable, id: string, needsRestart: boolean): Promise<void> {
  await db.query('update vigie.vm_operations set needs_restart = $2 where id = $1', [id, needsRestart]);
}

/** Why the last attempt did not succeed. */
export async function setOperationReason(db: Queryable, id: string, { code, params, message, technical }: Why): Promise<void> {
  await db.query('update vigie.vm_operations set code = $2, params = $3, message = $4, technical = $5 where id = $1', [
    id, code, JSON.stringify(params), message, technical,
  ]);
}

/** Ends an operation; false when it has ended. */
export async function endOperation(tx: Queryable, id: string, state: 'done' | 'failed'): Promise<boolean> {
  const { rowCount } = await tx.query(`update vigie.vm_operations set state = $2, ended_at = now() where id = $1 and ${underWay}`, [id, state]);
  if (!rowCount) return false;
  await forgetTasksOf(tx, id);
  return true;
}
