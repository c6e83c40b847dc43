import type { Queryable } from './database.ts';

export interface Used {
  vms: number;
  cores: number;
  memoryGiB: number;
  diskGiB: number;
}

/** What a tenant's orders use: every order that has, or may still get, a machine. `except` leaves one order out. */
export async function quotaUsed(db: Queryable, tenant: string, except?: string): Promise<Used> {
  const { rows } = await db.query<Used>(
    `select coalesce(sum(quantity), 0)::int as vms,
            coalesce(sum(quantity * (spec->>'cores')::int), 0)::int as cores,
            coalesce(sum(quantity * (spec->>'memoryGiB')::int), 0)::int as "memoryGiB",
            coalesce(sum(quantity * (spec->>'diskGiB')::int), 0)::int as "diskGiB"
     from vigie.orders where tenant = $1 and state not in ('rejected', 'cancelled') and id is distinct from $2`,
    [tenant, except ?? null],
  );
  return rows[0] ?? { vms: 0, cores: 0, memoryGiB: 0, diskGiB: 0 };
}

/** One quota decision at a time for a tenant: two orders at once must not both fit into the last place. */
export async function lockQuota(tx: Queryable, tenant: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(7004, hashtext($1))', [tenant]);
}
