import type { Queryable } from './database.ts';

export interface TestCandidate {
  vmId: string;
  cluster: string;
  provenAt: Date | null;
  triedAt: Date | null;
}

/**
 * Whether the tests of a tenant's slot were chosen already. Call it in the transaction that chooses: a second replica waits here, and a
 * slot without any machine to test is looked at again.
 */
export async function slotTaken(tx: Queryable, tenant: string, slot: Date): Promise<boolean> {
  await tx.query('select pg_advisory_xact_lock(7011, hashtext($1))', [tenant]);
  const { rowCount } = await tx.query('select 1 from vigie.restore_tests where tenant = $1 and slot = $2 limit 1', [tenant, slot]);
  return Boolean(rowCount);
}

/** The tenant's delivered machines without a test under way. */
export async function candidatesOf(db: Queryable, tenant: string): Promise<TestCandidate[]> {
  const { rows } = await db.query<{ id: string; cluster: string; proven_at: Date | null; tried_at: Date | null }>(
    `select v.id, v.cluster, max(t.ended_at) filter (where t.verdict = 'passed') as proven_at, max(t.ended_at) filter (where t.verdict is not null) as tried_at
     from vigie.kept_vms v left join vigie.restore_tests t on t.vm_id = v.id
     where v.tenant = $1 and v.delivered_at is not null
     group by v.id, v.cluster having count(*) filter (where t.state in ('queued', 'running')) = 0 order by v.id`,
    [tenant],
  );
  return rows.map((row) => ({ vmId: row.id, cluster: row.cluster, provenAt: row.proven_at, triedAt: row.tried_at }));
}
