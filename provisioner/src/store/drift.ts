import type { DriftItem, DriftKind, DriftReport } from '@vigie/contract/drift';
import type { DriftValue } from '@vigie/contract/drift-values';
import type { Database, Queryable } from './database.ts';

/** One difference. `key` is what it is the same difference by, from look to look, within its cluster. */
export interface Finding {
  key: string;
  kind: DriftKind;
  tenant: string | null;
  object: string;
  vm?: string;
  vmid?: number;
  expected: DriftValue[];
  seen: DriftValue[];
}

export interface KnownNetwork {
  id: string;
  tenant: string;
  vnet: string;
  cidr: string;
  active: boolean;
}

interface ItemRow {
  cluster: string;
  key: string;
  kind: DriftKind;
  tenant: string | null;
  object: string;
  vm_id: string | null;
  vmid: number | null;
  expected: DriftValue[];
  seen: DriftValue[];
  first_seen_at: Date;
}

/** Networks of a cluster that are not gone; those that are being made or removed are not `active`. */
export async function knownNetworks(db: Queryable, cluster: string): Promise<KnownNetwork[]> {
  const { rows } = await db.query<KnownNetwork>(
    `select id, tenant, vnet, cidr, state = 'active' as active from vigie.networks where cluster = $1 and state <> 'removed' order by id`,
    [cluster],
  );
  return rows;
}

/**
 * Runs `act` unless another one is looking at the cluster, here or in another replica: a look that takes longer than the interval must not
 * pile up. Answers whether it ran.
 */
export function oneLookAtATime(db: Database, cluster: string, act: () => Promise<void>): Promise<boolean> {
  return db.transaction(async (tx) => {
    const { rows } = await tx.query<{ free: boolean }>('select pg_try_advisory_xact_lock(7020, hashtext($1)) as free', [cluster]);
    if (rows[0]?.free !== true) return false;
    await act();
    return true;
  });
}

/** Replaces what was found on a cluster. What was found before keeps the time of its first sight. */
export async function keepFindings(db: Database, cluster: string, at: Date, findings: readonly Finding[], readVms: readonly string[]): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query('delete from vigie.drift_items where cluster = $1 and key <> all($2)', [cluster, findings.map(({ key }) => key)]);
    await tx.query(
      `insert into vigie.drift_items (cluster, key, kind, tenant, object, vm_id, vmid, expected, seen, first_seen_at)
       select $1, key, kind, tenant, object, vm, vmid, expected, seen, $3
       from jsonb_to_recordset($2::jsonb) as found (key text, kind text, tenant text, object text, vm text, vmid bigint, expected jsonb, seen jsonb)
       on conflict (cluster, key) do update set tenant = excluded.tenant, object = excluded.object, vm_id = excluded.vm_id,
         vmid = excluded.vmid, expected = excluded.expected, seen = excluded.seen`,
      [cluster, JSON.stringify(findings), at],
    );
    await tx.query(
      `insert into vigie.drift_reads (vm_id, read_at) select id, $2 from unnest($1::text[]) as id
       on conflict (vm_id) do update set read_at = excluded.read_at`,
      [readVms, at],
    );
    await tx.query(
      `insert into vigie.drift_checks (cluster, checked_at, readable) values ($1, $2, true)
       on conflict (cluster) do update set checked_at = excluded.checked_at, readable = true`,
      [cluster, at],
    );
  });
}

/** The cluster could not be read: what was found last stays. */
export async function noteUnreadable(db: Queryable, cluster: string): Promise<void> {
  await db.query(
    `insert into vigie.drift_checks (cluster, readable) values ($1, false) on conflict (cluster) do update set readable = false`,
    [cluster],
  );
}

/** What the last look at the cluster found. */
export async function findingsOf(db: Queryable, cluster: string): Promise<Finding[]> {
  const { rows } = await db.query<ItemRow>('select * from vigie.drift_items where cluster = $1', [cluster]);
  return rows.map(({ key, ...row }) => ({ key, ...content(row) }));
}

/** When each machine's settings were last read for the report. */
export async function lastReads(db: Queryable, cluster: string): Promise<Map<string, Date>> {
  const { rows } = await db.query<{ vm_id: string; read_at: Date }>(
    'select r.vm_id, r.read_at from vigie.drift_reads r join vigie.live_vms v on v.id = r.vm_id where v.cluster = $1',
    [cluster],
  );
  return new Map(rows.map(({ vm_id: id, read_at: readAt }) => [id, readAt]));
}

/** The report over the clusters of the configuration; what was found on others is of no use any more. Oldest first. */
export async function driftReport(db: Queryable, clusters: readonly string[]): Promise<DriftReport> {
  const checks = await db.query<{ cluster: string; checked_at: Date | null; readable: boolean }>('select * from vigie.drift_checks');
  const { rows } = await db.query<ItemRow>('select * from vigie.drift_items where cluster = any($1) order by first_seen_at, cluster, key', [clusters]);
  return {
    clusters: clusters.map((cluster) => {
      const check = checks.rows.find((row) => row.cluster === cluster);
      return { cluster, checkedAt: check?.checked_at?.toISOString() ?? null, readable: check?.readable ?? false };
    }),
    items: rows.map((row): DriftItem => ({ cluster: row.cluster, ...content(row), firstSeenAt: row.first_seen_at.toISOString() })),
  };
}

function content({ kind, tenant, object, vm_id: vm, vmid, expected, seen }: Omit<ItemRow, 'key'>): Omit<Finding, 'key'> {
  return { kind, tenant, object, ...(vm !== null && { vm }), ...(vmid !== null && { vmid }), expected, seen };
}
