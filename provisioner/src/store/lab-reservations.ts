import type { Database, Queryable } from './database.ts';
import { forgetTasksOf } from './proxmox-tasks.ts';

export interface LabReservation {
  vmid: number;
  since: Date;
}

/**
 * The VMID that is reserved for the test, made on the first call: the first of the range that no test holds and that is not in `occupied`.
 * Null when the range is used up.
 */
export async function reserveLabVmid(
  db: Database,
  test: { id: string; cluster: string },
  range: { from: number; to: number },
  occupied: readonly number[],
): Promise<number | null> {
  return db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock(7010, hashtext($1))', [test.cluster]);
    const own = await reservationOf(tx, test.id);
    if (own) return own.vmid;
    const { rows } = await tx.query<{ vmid: number }>(
      `insert into vigie.lab_reservations (cluster, vmid, test_id)
       select $1, vmid, $2 from generate_series($3::bigint, $4::bigint) as vmid
       where vmid <> all($5::bigint[]) and not exists (select 1 from vigie.lab_reservations r where r.cluster = $1 and r.vmid = vmid.vmid)
         and not exists (select 1 from vigie.vmid_reservations v where v.cluster = $1 and v.vmid = vmid.vmid)
       order by vmid limit 1 returning vmid`,
      [test.cluster, test.id, range.from, range.to, occupied],
    );
    return rows[0]?.vmid ?? null;
  });
}

export async function reservationOf(db: Queryable, testId: string): Promise<LabReservation | null> {
  const { rows } = await db.query<{ vmid: number; created_at: Date }>(
    'select vmid, created_at from vigie.lab_reservations where test_id = $1',
    [testId],
  );
  return rows[0] ? { vmid: rows[0].vmid, since: rows[0].created_at } : null;
}

export async function reservedVmids(db: Queryable, cluster: string): Promise<number[]> {
  const { rows } = await db.query<{ vmid: number }>('select vmid from vigie.lab_reservations where cluster = $1', [cluster]);
  return rows.map(({ vmid }) => vmid);
}

/** Nothing of the test is left in the lab, and no task of it is looked for any more. */
export async function freeLabVmid(db: Queryable, testId: string): Promise<void> {
  await forgetTasksOf(db, testId);
  await db.query('delete from vigie.lab_reservations where test_id = $1', [testId]);
}

/** Tests that have ended and still hold a VMID: something of them is left. */
export async function endedWithReservation(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ test_id: string }>(
    `select r.test_id from vigie.lab_reservations r join vigie.restore_tests t on t.id = r.test_id
     where t.state in ('done', 'cancelled') order by r.created_at`,
  );
  return rows.map(({ test_id }) => test_id);
}
