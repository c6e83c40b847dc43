import type { Queryable } from './database.ts';

export interface Used {
  vms: number;
  cores: number;
  memoryGiB: number;
  diskGiB: number;
}

/** Orders that have, or may still get, a machine. */
const counted = `o.state not in ('rejected', 'cancelled') and o.machine_gone_at is null`;

/**
 * What a tenant's machines use, one for each row of an order: every one that has, or may still get, a machine; a machine that was resized,
 * or is being, counts with the larger sizes. `except` leaves orders out.
 */
export async function quotaUsed(db: Queryable, tenant: string, except: readonly string[] = []): Promise<Used> {
  const size = (spec: string, column: string) =>
    `coalesce(sum(greatest(coalesce(v.${column}, (o.spec->>'${spec}')::int), (r.detail->>'${spec}')::int)), 0)::int as "${spec}"`;
  const { rows } = await db.query<Used>(
    `select count(*)::int as vms, ${size('cores', 'cores')}, ${size('memoryGiB', 'memory_gib')}, ${size('diskGiB', 'disk_gib')}
     from vigie.orders o left join vigie.live_vms v on v.order_id = o.id
       left join vigie.vm_operations r on r.vm_id = v.id and r.kind = 'resize' and r.state in ('queued', 'running')
     where o.tenant = $1 and ${counted} and o.id <> all($2)`,
    [tenant, except],
  );
  return rows[0] ?? { vms: 0, cores: 0, memoryGiB: 0, diskGiB: 0 };
}

/** How many machines of an offer a tenant has, or may still get, one for each row of an order. `except` leaves orders out. */
export async function offerUsed(db: Queryable, tenant: string, offer: string, except: readonly string[] = []): Promise<number> {
  const { rows } = await db.query<{ used: number }>(
    `select count(*)::int as used from vigie.orders o where o.tenant = $1 and o.offer = $2 and ${counted} and o.id <> all($3)`,
    [tenant, offer, except],
  );
  return rows[0]?.used ?? 0;
}

/** One quota decision at a time for a tenant: two orders at once must not both fit into the last place. */
export async function lockQuota(tx: Queryable, tenant: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(7004, hashtext($1))', [tenant]);
}
