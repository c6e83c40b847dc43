import type { Database, Queryable } from './database.ts';

/** What Proxmox told of one machine. */
export interface Sighting {
  id: string;
  state: string;
}

/** Keeps what a cluster told of its machines at that time. An older look that comes late changes nothing. */
export async function noteSightings(db: Database, cluster: string, at: Date, sightings: readonly Sighting[]): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query(
      `insert into vigie.vm_sightings (vm_id, state, seen_at)
       select id, state, $3 from unnest($1::text[], $2::text[]) as seen (id, state) order by id
       on conflict (vm_id) do update set state = excluded.state, seen_at = excluded.seen_at where vm_sightings.seen_at < excluded.seen_at`,
      [sightings.map(({ id }) => id), sightings.map(({ state }) => state), at],
    );
    await tx.query(
      `insert into vigie.vm_syncs (cluster, seen_at) values ($1, $2)
       on conflict (cluster) do update set seen_at = greatest(vm_syncs.seen_at, excluded.seen_at)`,
      [cluster, at],
    );
  });
}

/** When each cluster last told of its machines. */
export async function lastSyncs(db: Queryable): Promise<Map<string, Date>> {
  const { rows } = await db.query<{ cluster: string; seen_at: Date }>('select cluster, seen_at from vigie.vm_syncs');
  return new Map(rows.map(({ cluster, seen_at: seenAt }) => [cluster, seenAt]));
}
