import type { RestoreTestPhaseName } from '@vigie/contract/restore-test-phases';
import type { Verdict } from '@vigie/contract/verdict';
import type { Queryable } from './database.ts';
import { waitsForPerson } from './waiting-counts.ts';

/** A delivered machine and what its last backup run and its restore tests said. What never was is null. */
export interface VmFigures {
  cluster: string;
  vmid: number;
  tenant: string;
  name: string;
  deliveredAt: Date;
  backedUp: boolean | null;
  verdict: Verdict | null;
  testedAt: Date | null;
  provenAt: Date | null;
  rtaSeconds: number | null;
  rpaSeconds: number | null;
  /** Of the last test that ended: seconds of each phase that was done. */
  phases: Partial<Record<RestoreTestPhaseName, number>>;
}

export interface RunbookFigures {
  runbook: string;
  /** When its last rehearsal reached its end. */
  rehearsedAt: Date | null;
  waitingSteps: number;
}

export interface ResilienceFigures {
  vms: VmFigures[];
  /** By cluster; clusters in whose lab nothing was left are missing. */
  leftovers: { cluster: string; count: number }[];
  /** Of runbooks that were ever executed. */
  runbooks: RunbookFigures[];
}

/** Over all tenants, for the metrics. */
export async function resilienceFigures(db: Queryable): Promise<ResilienceFigures> {
  const [vms, leftovers, runbooks] = await Promise.all([vmFigures(db), leftoverFigures(db), runbookFigures(db)]);
  return { vms, leftovers, runbooks };
}

/** The machine's tests that ended with a verdict, newest first. One that was cancelled says nothing. */
const tests = `vigie.restore_tests where vm_id = v.id and state = 'done' and verdict is not null and ended_at is not null`;
const newest = 'order by id desc limit 1';

async function vmFigures(db: Queryable): Promise<VmFigures[]> {
  const { rows } = await db.query<VmFigures>(
    `select v.cluster, v.vmid, v.tenant, v.name, v.delivered_at as "deliveredAt",
       (select state = 'done' from vigie.backup_runs where vm_id = v.id and state in ('done', 'failed') ${newest}) as "backedUp",
       last.verdict, last.ended_at as "testedAt",
       (select ended_at from ${tests} and verdict = 'passed' ${newest}) as "provenAt",
       (select rta_seconds from ${tests} and rta_seconds is not null ${newest}) as "rtaSeconds",
       (select rpa_seconds from ${tests} and rpa_seconds is not null ${newest}) as "rpaSeconds",
       coalesce((
         select jsonb_object_agg(name, extract(epoch from ended_at - started_at)) from vigie.restore_test_phases
         where test_id = last.id and started_at is not null and ended_at is not null and state in ('passed', 'failed', 'inconclusive')
       ), '{}') as phases
     from vigie.kept_vms v left join lateral (select id, verdict, ended_at from ${tests} ${newest}) last on true
     where v.delivered_at is not null`,
  );
  return rows;
}

/** A reservation goes only when nothing is left under its VMID. */
async function leftoverFigures(db: Queryable): Promise<ResilienceFigures['leftovers']> {
  const { rows } = await db.query<{ cluster: string; count: number }>(
    `select r.cluster, sum(greatest(1, jsonb_array_length(coalesce(t.leftovers, '[]'))))::int as count
     from vigie.lab_reservations r join vigie.restore_tests t on t.id = r.test_id
     where t.state in ('done', 'cancelled') group by r.cluster`,
  );
  return rows;
}

async function runbookFigures(db: Queryable): Promise<RunbookFigures[]> {
  const { rows } = await db.query<RunbookFigures>(
    `select e.runbook,
       max(e.ended_at) filter (where e.mode = 'rehearsal' and e.state = 'done') as "rehearsedAt",
       coalesce(sum((
         select count(*) from vigie.runbook_execution_steps s where s.execution_id = e.id and ${waitsForPerson}
       )), 0)::int as "waitingSteps"
     from vigie.runbook_executions e group by e.runbook`,
  );
  return rows;
}
