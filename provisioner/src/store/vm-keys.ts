import type { Queryable } from './database.ts';

/** The keys of a machine. `own` is null while its order's key, or the pair that was made with it, holds. */
export interface VmKeys {
  own: string | null;
  current: string | null;
  /** Those that are not to stay in the machine. */
  former: string[];
}

export async function vmKeys(db: Queryable, vmId: string): Promise<VmKeys> {
  const { rows } = await db.query<VmKeys>(
    `select v.ssh_public_key as own, coalesce(v.ssh_public_key, o.ssh_public_key, v.made_ssh_key) as current, v.former_ssh_keys as former
     from vigie.vms v join vigie.orders o on o.id = v.order_id where v.id = $1`,
    [vmId],
  );
  return rows[0] ?? { own: null, current: null, former: [] };
}

/** Said before a key is put into the machine: it may be there from then on. */
export async function noteFormerKey(db: Queryable, vmId: string, key: string): Promise<void> {
  await db.query('update vigie.vms set former_ssh_keys = array_append(array_remove(former_ssh_keys, $2), $2) where id = $1', [vmId, key]);
}

/** `own` is the machine's entry from now on (null: its order's key), `holds` the key itself; `leaving` is to leave the machine. */
export async function setVmKey(db: Queryable, vmId: string, { own, holds, leaving }: { own: string | null; holds: string | null; leaving: string | null }): Promise<void> {
  if (leaving !== null) await noteFormerKey(db, vmId, leaving);
  await db.query('update vigie.vms set ssh_public_key = $2, former_ssh_keys = array_remove(former_ssh_keys, $3) where id = $1', [vmId, own, holds]);
}
