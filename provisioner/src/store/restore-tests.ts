import type { RestoreTestState } from '@vigie/contract/restore-tests';
import type { SignedDocument } from '@vigie/contract/signed-document';
import type { StepReasonCode } from '@vigie/contract/step-reasons';
import type { Verdict } from '@vigie/contract/verdict';
import type { Facts, TestFigures } from '../restore-tests/ports.ts';
import type { Queryable } from './database.ts';
import { newRestoreTestId } from './ids.ts';
import { newestFirst } from './newest-first.ts';
import { scopeCondition, Values, type Scope } from './scope.ts';

export interface RestoreTestRow {
  id: string;
  tenant: string;
  vm_id: string;
  vm_name: string;
  vmid: number;
  cluster: string;
  origin: 'schedule' | 'manual' | 'rehearsal';
  slot: Date | null;
  state: RestoreTestState;
  /** Number of the current engine run. */
  run: number;
  verdict: Verdict | null;
  requested_by: string;
  cancelled_by: string | null;
  wanted_volume: string | null;
  volume: string | null;
  taken_at: Date | null;
  rto_seconds: number;
  rpo_seconds: number;
  rta_seconds: number | null;
  rpa_seconds: number | null;
  facts: Facts;
  leftovers: string[] | null;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
  code: StepReasonCode | null;
  params: Record<string, string | number> | null;
  message: string | null;
  technical: string | null;
  evidence: SignedDocument | null;
}

const tests = `select t.*, v.name as vm_name, v.vmid from vigie.restore_tests t join vigie.vms v on v.id = t.vm_id`;

export interface NewTest {
  vm: { id: string; tenant: string; cluster: string };
  origin: RestoreTestRow['origin'];
  slot: Date | null;
  requestedBy: string;
  wantedVolume: string | null;
  rtoSeconds: number;
  rpoSeconds: number;
}

/** Inserts a queued test and answers its id; null when the machine has one under way, or had one for this slot. */
export async function insertTest(tx: Queryable, test: NewTest): Promise<string | null> {
  const { vm, origin, slot, requestedBy, wantedVolume, rtoSeconds, rpoSeconds } = test;
  const { rows } = await tx.query<{ id: string }>(
    `insert into vigie.restore_tests (id, tenant, vm_id, cluster, origin, slot, requested_by, wanted_volume, rto_seconds, rpo_seconds)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning id`,
    [newRestoreTestId(), vm.tenant, vm.id, vm.cluster, origin, slot, requestedBy, wantedVolume, rtoSeconds, rpoSeconds],
  );
  return rows[0]?.id ?? null;
}

export async function findTest(db: Queryable, scope: Scope, id: string): Promise<RestoreTestRow | null> {
  const values = new Values();
  const where = `t.id = ${values.add(id)} and ${scopeCondition(scope, values, 't.tenant')}`;
  const { rows } = await db.query<RestoreTestRow>(`${tests} where ${where}`, values.list);
  return rows[0] ?? null;
}

/** The test of a machine that is queued or running. */
export async function testUnderWay(db: Queryable, vmId: string): Promise<RestoreTestRow | null> {
  const { rows } = await db.query<RestoreTestRow>(`${tests} where t.vm_id = $1 and t.state in ('queued', 'running')`, [vmId]);
  return rows[0] ?? null;
}

export interface TestQuery {
  limit: number;
  after: string | null;
  vm?: string | undefined;
  verdict?: Verdict | undefined;
  state?: RestoreTestState | undefined;
}

/** Newest first, see `newestFirst`. */
export function listTests(db: Queryable, scope: Scope, { limit, after, vm, verdict, state }: TestQuery): Promise<RestoreTestRow[]> {
  return newestFirst(db, { select: tests, alias: 't', scope, after, limit, equal: { vm_id: vm, verdict, state } });
}

/** Tests that the engine must be working on. */
export async function liveTests(db: Queryable): Promise<RestoreTestRow[]> {
  const { rows } = await db.query<RestoreTestRow>(`${tests} where t.state in ('queued', 'running') order by t.id`);
  return rows;
}

/** A queued test begins; false when it has ended already, because it was stopped while it waited. */
export async function beginTest(db: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update vigie.restore_tests set state = 'running', started_at = coalesce(started_at, now()) where id = $1 and state in ('queued', 'running')`,
    [id],
  );
  return Boolean(rowCount);
}

export async function noteFacts(db: Queryable, id: string, facts: Facts): Promise<void> {
  await db.query('update vigie.restore_tests set facts = facts || $2 where id = $1', [id, JSON.stringify(facts)]);
}

/** What people are told of a test; what is not given stays as it is. */
export async function recordFigures(db: Queryable, id: string, { backup, rpaSeconds, rtaSeconds, leftovers }: TestFigures): Promise<void> {
  await db.query(
    `update vigie.restore_tests set volume = coalesce($2, volume), taken_at = coalesce($3, taken_at),
       rpa_seconds = coalesce($4, rpa_seconds), rta_seconds = coalesce($5, rta_seconds), leftovers = coalesce($6, leftovers)
     where id = $1`,
    [id, backup?.volume, backup?.takenAt, rpaSeconds, rtaSeconds, leftovers === undefined ? null : JSON.stringify(leftovers)],
  );
}

/**
 * Marks a test as stopped by somebody. One that still waits ends at once, one that runs ends after its cleanup.
 * Null when it has ended (or is out of scope).
 */
export async function cancelTest(tx: Queryable, scope: Scope, id: string, login: string): Promise<RestoreTestState | null> {
  const values = new Values();
  const { rows } = await tx.query<{ state: RestoreTestState }>(
    `update vigie.restore_tests set cancelled_by = coalesce(cancelled_by, ${values.add(login)}),
       state = case when state = 'queued' then 'cancelled' else state end,
       ended_at = case when state = 'queued' then now() else null end
     where id = ${values.add(id)} and state in ('queued', 'running') and ${scopeCondition(scope, values)} returning state`,
    values.list,
  );
  return rows[0]?.state ?? null;
}

export async function cancelledBy(db: Queryable, id: string): Promise<string | null> {
  const { rows } = await db.query<{ cancelled_by: string | null }>('select cancelled_by from vigie.restore_tests where id = $1', [id]);
  return rows[0]?.cancelled_by ?? null;
}

export interface TestEnd {
  state: 'done' | 'cancelled';
  verdict: Verdict | null;
  reason: { code: StepReasonCode; params: Record<string, string | number>; message: string; technical: string | null } | null;
  endedAt: Date;
  evidence: SignedDocument | null;
}

/** Ends a running test; false when it has ended. */
export async function endTest(tx: Queryable, id: string, { state, verdict, reason, endedAt, evidence }: TestEnd): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update vigie.restore_tests set state = $2, verdict = $3, code = $4, params = $5, message = $6, technical = $7, ended_at = $8, evidence = $9
     where id = $1 and state = 'running'`,
    [
      id, state, verdict, reason?.code ?? null, reason ? JSON.stringify(reason.params) : null, reason?.message ?? null, reason?.technical ?? null,
      endedAt, evidence ? JSON.stringify(evidence) : null,
    ],
  );
  return Boolean(rowCount);
}
