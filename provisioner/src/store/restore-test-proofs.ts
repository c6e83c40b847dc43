import type { Verdict } from '@vigie/contract/verdict';
import type { Queryable } from './database.ts';

/** What restore tests say of machines and backups that the caller was already allowed to read. A cancelled test says nothing. */
const ended = `state = 'done' and verdict is not null and ended_at is not null`;

export interface TestOfVolume {
  volume: string;
  id: string;
  verdict: Verdict;
}

/** The last ended test of these backups, by machine and volume (`<vm> <volume>`). */
export async function testsOfVolumes(db: Queryable, vmIds: readonly string[], volumes: readonly string[]): Promise<Map<string, TestOfVolume>> {
  const { rows } = await db.query<TestOfVolume & { vm_id: string }>(
    `select distinct on (vm_id, volume) vm_id, volume, id, verdict from vigie.restore_tests
     where vm_id = any($1) and volume = any($2) and ${ended} order by vm_id, volume, id desc`,
    [vmIds, volumes],
  );
  return new Map(rows.map((row) => [`${row.vm_id} ${row.volume}`, row]));
}

export interface ProofOfVm {
  last: { id: string; verdict: Verdict; endedAt: Date };
  lastPassedAt: Date | null;
}

/** The last ended test of each of these machines, and when the last one that passed ended. Machines without a test are missing. */
export async function proofsOf(db: Queryable, vmIds: readonly string[]): Promise<Map<string, ProofOfVm>> {
  const { rows } = await db.query<{ vm_id: string; id: string; verdict: Verdict; ended_at: Date; passed_at: Date | null }>(
    `select distinct on (t.vm_id) t.vm_id, t.id, t.verdict, t.ended_at,
            (select max(p.ended_at) from vigie.restore_tests p where p.vm_id = t.vm_id and p.verdict = 'passed' and p.state = 'done') as passed_at
     from vigie.restore_tests t where t.vm_id = any($1) and ${ended}
     order by t.vm_id, t.id desc`,
    [vmIds],
  );
  return new Map(
    rows.map((row) => [row.vm_id, { last: { id: row.id, verdict: row.verdict, endedAt: row.ended_at }, lastPassedAt: row.passed_at }]),
  );
}
