import type { SignedDocument } from '@vigie/contract/signed-document';
import type { ExecutionMode, ExecutionState } from '@vigie/contract/runbooks';
import type { Language } from '@vigie/contract/primitives';
import type { Queryable } from './database.ts';
import { forgetTasksOf } from './proxmox-tasks.ts';
import { Values } from './scope.ts';

/** `label` is the parameter's own name in the plan, `shown` what people call its value. */
export interface ExecutionParameter {
  name: string;
  value: string;
  shown: string;
}

/** An execution of a runbook. They are the operator's, so no row is scoped. `plan` is whatever the caller stored: see pra/plan.ts. */
export interface ExecutionRow {
  id: string;
  runbook: string;
  plan: unknown;
  mode: ExecutionMode;
  state: ExecutionState;
  run: number;
  reason: string;
  parameters: ExecutionParameter[];
  started_by: string;
  started_at: Date;
  ended_at: Date | null;
  abort_reason: string | null;
  facts: Record<string, unknown>;
  report: Partial<Record<Language, SignedDocument>>;
}

export type NewExecution = Pick<ExecutionRow, 'id' | 'runbook' | 'plan' | 'mode' | 'reason' | 'parameters' | 'started_by'>;

/** An open one of the same runbook, mode and parameters breaks the unique index `runbook_executions_one_at_a_time`. */
export async function insertExecution(tx: Queryable, execution: NewExecution): Promise<void> {
  await tx.query(
    `insert into vigie.runbook_executions (id, runbook, plan, mode, reason, parameters, started_by) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      execution.id, execution.runbook, JSON.stringify(execution.plan), execution.mode, execution.reason,
      JSON.stringify(execution.parameters), execution.started_by,
    ],
  );
}

export async function findExecution(db: Queryable, id: string): Promise<ExecutionRow | null> {
  const { rows } = await db.query<ExecutionRow>('select * from vigie.runbook_executions where id = $1', [id]);
  return rows[0] ?? null;
}

/**
 * SQL: the open recoveries that work on the machine of this row of vigie.vms: begun for it or for its node, or with it in their plan.
 * Rehearsals work on copies.
 */
export const openRecoveriesOf = (vm: string): string => `select x.id
  from vigie.runbook_executions x, lateral (select jsonb_build_object('vm', ${vm}.id, 'node', ${vm}.cluster || '/' || ${vm}.node) as its) as named
  where x.ended_at is null and x.mode = 'real' and (
    jsonb_path_exists(x.parameters, '$[*].value ? (@ == $vm || @ == $node)', its) or jsonb_path_exists(x.facts, '$.** ? (@ == $vm)', its))`;

export async function recoveryOf(db: Queryable, vmId: string): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(`select r.id from vigie.vms v, lateral (${openRecoveriesOf('v')}) as r where v.id = $1 limit 1`, [vmId]);
  return rows[0]?.id ?? null;
}

/** The row, held until the transaction ends: acts of people and of the engine on one execution come one after the other. */
export async function lockExecution(tx: Queryable, id: string): Promise<ExecutionRow | null> {
  const { rows } = await tx.query<ExecutionRow>('select * from vigie.runbook_executions where id = $1 for update', [id]);
  return rows[0] ?? null;
}

/** Newest first, `limit + 1` rows. */
export async function listExecutions(
  db: Queryable,
  query: {
    limit: number;
    after: string | null;
    runbook?: string | undefined;
    mode?: ExecutionMode | undefined;
    state?: ExecutionState | undefined;
  },
): Promise<ExecutionRow[]> {
  const values = new Values();
  const conditions = ['true'];
  if (query.after !== null) conditions.push(`id < ${values.add(query.after)}`);
  for (const name of ['runbook', 'mode', 'state'] as const) {
    if (query[name] !== undefined) conditions.push(`${name} = ${values.add(query[name])}`);
  }
  const { rows } = await db.query<ExecutionRow>(
    `select * from vigie.runbook_executions where ${conditions.join(' and ')} order by id desc limit ${values.add(query.limit + 1)}`,
    values.list,
  );
  return rows;
}

export async function openExecutions(db: Queryable): Promise<Pick<ExecutionRow, 'id' | 'runbook' | 'run'>[]> {
  const { rows } = await db.query<Pick<ExecutionRow, 'id' | 'runbook' | 'run'>>(
    'select id, runbook, run from vigie.runbook_executions where ended_at is null order by id',
  );
  return rows;
}

/** The last rehearsal of each runbook that ended. */
export async function lastRehearsals(db: Queryable): Promise<(Pick<ExecutionRow, 'id' | 'runbook' | 'state' | 'started_at'> & { ended_at: Date })[]> {
  const { rows } = await db.query<Pick<ExecutionRow, 'id' | 'runbook' | 'state' | 'started_at'> & { ended_at: Date }>(
    `select distinct on (runbook) id, runbook, state, started_at, ended_at from vigie.runbook_executions
     where mode = 'rehearsal' and ended_at is not null order by runbook, ended_at desc`,
  );
  return rows;
}

/** When each runbook was last rehearsed to its end. */
export async function lastFullRehearsals(db: Queryable): Promise<{ runbook: string; ended_at: Date }[]> {
  const { rows } = await db.query<{ runbook: string; ended_at: Date }>(
    `select runbook, max(ended_at) as ended_at from vigie.runbook_executions where mode = 'rehearsal' and state = 'done' group by runbook`,
  );
  return rows;
}

export async function setExecutionState(tx: Queryable, id: string, state: 'running' | 'waiting' | 'failed'): Promise<void> {
  await tx.query('update vigie.runbook_executions set state = $2 where id = $1 and ended_at is null', [id, state]);
}

export async function endExecution(tx: Queryable, id: string, state: 'done' | 'aborted', abortReason: string | null): Promise<void> {
  await tx.query('update vigie.runbook_executions set state = $2, ended_at = now(), abort_reason = $3 where id = $1', [id, state, abortReason]);
  await forgetTasksOf(tx, id);
}

export async function rememberFact(tx: Queryable, id: string, name: string, fact: unknown): Promise<void> {
  await tx.query('update vigie.runbook_executions set facts = facts || jsonb_build_object($2::text, $3::jsonb) where id = $1', [
    id, name, JSON.stringify(fact),
  ]);
}

/** Keeps the report; the one that is there already stays. */
export async function keepReport(tx: Queryable, id: string, language: Language, report: SignedDocument): Promise<void> {
  await tx.query('update vigie.runbook_executions set report = jsonb_build_object($2::text, $3::jsonb) || report where id = $1', [
    id, language, JSON.stringify(report),
  ]);
}

/** Takes the next run number for an execution whose run broke off; null when somebody else did. */
export async function nextExecutionRun(db: Queryable, id: string, run: number): Promise<number | null> {
  const { rows } = await db.query<{ run: number }>(
    'update vigie.runbook_executions set run = run + 1 where id = $1 and run = $2 and ended_at is null returning run',
    [id, run],
  );
  return rows[0]?.run ?? null;
}
