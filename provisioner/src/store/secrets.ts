import type { Cipher } from './cipher.ts';
import type { Queryable } from './database.ts';

/** Secrets at rest: kept only until they were mailed, then removed. Used by workflows only, never by a request. */
export interface SecretStore {
  /** The secret of that name, made by `make` when there is none yet. Two makers at once get the same one. */
  getOrCreate(name: string, tenant: string, make: () => string): Promise<string>;
  get(name: string): Promise<string | null>;
  remove(name: string): Promise<void>;
}

export function secretStore(db: Queryable, cipher: Cipher): SecretStore {
  const get = async (name: string): Promise<string | null> => {
    const { rows } = await db.query<{ sealed: Buffer }>('select sealed from vigie.secrets where name = $1', [name]);
    return rows[0] ? cipher.open(rows[0].sealed, name) : null;
  };
  return {
    get,
    async getOrCreate(name, tenant, make) {
      const found = await get(name);
      if (found !== null) return found;
      await db.query('insert into vigie.secrets (name, tenant, sealed) values ($1, $2, $3) on conflict do nothing', [
        name, tenant, cipher.seal(make(), name),
      ]);
      const kept = await get(name);
      if (kept === null) throw new Error(`the secret ${name} was removed while it was made`);
      return kept;
    },
    async remove(name) {
      await db.query('delete from vigie.secrets where name = $1', [name]);
    },
  };
}
