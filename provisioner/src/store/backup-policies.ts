import type { BackupPolicySettings } from '@vigie/contract/backup-policies';
import type { Queryable } from './database.ts';

/** A tenant's own policy. `settings` is null when it was taken away again; `schedule_since`: since when its backup schedule holds. */
export interface PolicyRow {
  tenant: string;
  settings: BackupPolicySettings | null;
  schedule_since: Date;
  changed_at: Date;
  changed_by: string;
}

/** Policies that were ever set, of all tenants: who asks for people filters by their scope. */
export async function ownPolicies(db: Queryable): Promise<PolicyRow[]> {
  const { rows } = await db.query<PolicyRow>('select * from vigie.backup_policies');
  return rows;
}

export async function ownPolicy(db: Queryable, tenant: string): Promise<PolicyRow | null> {
  const { rows } = await db.query<PolicyRow>('select * from vigie.backup_policies where tenant = $1', [tenant]);
  return rows[0] ?? null;
}

/** One change of a tenant's policy at a time, until the end of the transaction: the trail tells what was before. */
export async function lockPolicy(tx: Queryable, tenant: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(7010, hashtext($1))', [tenant]);
}

/** Sets a tenant's own policy, or takes it away with null. */
export async function setPolicy(
  tx: Queryable,
  change: { tenant: string; settings: BackupPolicySettings | null; by: string; scheduleChanged: boolean },
): Promise<void> {
  await tx.query(
    `insert into vigie.backup_policies (tenant, settings, changed_by, schedule_since)
     values ($1, $2, $3, case when $4 then now() else to_timestamp(0) end)
     on conflict (tenant) do update set settings = $2, changed_by = $3, changed_at = now(),
       schedule_since = case when $4 then now() else backup_policies.schedule_since end`,
    [change.tenant, change.settings && JSON.stringify(change.settings), change.by, change.scheduleChanged],
  );
}
