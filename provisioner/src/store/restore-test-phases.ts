import { restoreTestPhaseNames, type RestoreTestCheckName, type RestoreTestPhaseName } from '@vigie/contract/restore-test-phases';
import type { RestoreTestPhaseState } from '@vigie/contract/restore-tests';
import type { StepReason, StepReasonCode } from '@vigie/contract/step-reasons';
import type { Queryable } from './database.ts';

export interface PhaseRow {
  name: RestoreTestPhaseName;
  state: RestoreTestPhaseState;
  started_at: Date | null;
  ended_at: Date | null;
  code: StepReasonCode | null;
  params: Record<string, string | number> | null;
  message: string | null;
  technical: string | null;
}

export interface CheckRow {
  phase: RestoreTestPhaseName;
  name: RestoreTestCheckName;
  subject: string | null;
  passed: boolean;
  expected: string;
  seen: string;
}

export async function insertPhases(tx: Queryable, testId: string): Promise<void> {
  await tx.query(
    `insert into vigie.restore_test_phases (test_id, position, name)
     select $1, position - 1, name from unnest($2::text[]) with ordinality as phase(name, position) on conflict do nothing`,
    [testId, restoreTestPhaseNames],
  );
}

/** The phases of a test that the caller was already allowed to read. */
export async function phasesOf(db: Queryable, testId: string): Promise<PhaseRow[]> {
  const { rows } = await db.query<PhaseRow>('select * from vigie.restore_test_phases where test_id = $1 order by position', [testId]);
  return rows;
}

export async function checksOf(db: Queryable, testId: string): Promise<CheckRow[]> {
  const { rows } = await db.query<CheckRow>(
    `select c.* from vigie.restore_test_checks c join vigie.restore_test_phases p on p.test_id = c.test_id and p.name = c.phase
     where c.test_id = $1 order by p.position, c.position`,
    [testId],
  );
  return rows;
}

export async function phaseState(db: Queryable, testId: string, name: RestoreTestPhaseName): Promise<RestoreTestPhaseState> {
  const { rows } = await db.query<{ state: RestoreTestPhaseState }>(
    'select state from vigie.restore_test_phases where test_id = $1 and name = $2',
    [testId, name],
  );
  return rows[0]?.state ?? 'pending';
}

/** A new attempt: the time of the first one stays the start. */
export async function phaseStarted(db: Queryable, testId: string, name: RestoreTestPhaseName): Promise<void> {
  await db.query(
    `update vigie.restore_test_phases set state = 'running', started_at = coalesce(started_at, now()), ended_at = null
     where test_id = $1 and name = $2`,
    [testId, name],
  );
}

type Why = StepReason & { technical?: string };

/** A failed attempt that will be made again: people see why the phase takes long. */
export async function phaseRetries(db: Queryable, testId: string, name: RestoreTestPhaseName, why: Why): Promise<void> {
  await db.query('update vigie.restore_test_phases set code = $3, params = $4, message = $5, technical = $6 where test_id = $1 and name = $2', [
    testId, name, why.code, why.params, why.message, why.technical ?? null,
  ]);
}

export interface PhaseEnd {
  state: 'passed' | 'failed' | 'inconclusive' | 'skipped';
  why: Why | null;
  checks: readonly { name: RestoreTestCheckName; subject?: string; passed: boolean; expected: string; seen: string }[];
}

/** Call it in a transaction: a phase never stands without its checks. */
export async function phaseEnded(tx: Queryable, testId: string, name: RestoreTestPhaseName, { state, why, checks }: PhaseEnd): Promise<void> {
  await tx.query(
    `update vigie.restore_test_phases set state = $3, ended_at = now(), code = $4, params = $5, message = $6, technical = $7
     where test_id = $1 and name = $2`,
    [testId, name, state, why?.code ?? null, why?.params ?? null, why?.message ?? null, why?.technical ?? null],
  );
  await tx.query('delete from vigie.restore_test_checks where test_id = $1 and phase = $2', [testId, name]);
  for (const [position, check] of checks.entries()) {
    await tx.query(
      `insert into vigie.restore_test_checks (test_id, phase, position, name, subject, passed, expected, seen)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [testId, name, position, check.name, check.subject ?? null, check.passed, check.expected, check.seen],
    );
  }
}

/** Phases of the list that were not ended are not done any more. */
export async function skipPhases(tx: Queryable, testId: string, names: readonly RestoreTestPhaseName[], why: StepReason): Promise<void> {
  await tx.query(
    `update vigie.restore_test_phases set state = 'skipped', ended_at = now(), code = $3, params = $4, message = $5, technical = null
     where test_id = $1 and name = any($2) and state in ('pending', 'running')`,
    [testId, names, why.code, why.params, why.message],
  );
}
