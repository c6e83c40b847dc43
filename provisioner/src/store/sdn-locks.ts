import type { Database, Queryable } from './database.ts';

/** A lock that was asked for. `token` is null while it is not known whether Proxmox gave it; `askedMs`: how long ago that was. */
export interface SdnLockNote {
  readonly token: string | null;
  readonly askedMs: number;
}

/** The notes of one cluster's lock. The token opens nothing by itself, so it is kept as it is: an operator may need to read it. */
export interface SdnLockNotes {
  find(): Promise<SdnLockNote | null>;
  asking(): Promise<void>;
  taken(token: string): Promise<void>;
  forget(): Promise<void>;
}

export function sdnLockNotes(db: Queryable, cluster: string): SdnLockNotes {
  return {
    async find() {
      const { rows } = await db.query<{ token: string | null; ms: number }>(
        'select token, (extract(epoch from now() - asked_at) * 1000)::bigint as ms from vigie.sdn_locks where cluster = $1',
        [cluster],
      );
      return rows[0] ? { token: rows[0].token, askedMs: rows[0].ms } : null;
    },
    async asking() {
      await db.query(
        `insert into vigie.sdn_locks (cluster) values ($1) on conflict (cluster) do update set asked_at = now(), token = null`,
        [cluster],
      );
    },
    async taken(token) {
      await db.query('update vigie.sdn_locks set token = $2 where cluster = $1', [cluster, token]);
    },
    async forget() {
      await db.query('delete from vigie.sdn_locks where cluster = $1', [cluster]);
    },
  };
}

/** Runs `act` while no other replica changes the cluster's SDN. When this process dies, the database lets the next one in. */
export function aloneWithSdn<Result>(db: Database, cluster: string, act: () => Promise<Result>): Promise<Result> {
  return db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock(7008, hashtext($1))', [cluster]);
    return act();
  });
}
