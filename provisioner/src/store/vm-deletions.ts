import type { Queryable } from './database.ts';
import { forgetTasksOf } from './proxmox-tasks.ts';

/** How a machine was before it was retired. */
export interface RetiredFrom {
  running: boolean;
  onboot: boolean;
  /** There was none in Proxmox any more. */
  absent?: true;
}

/** Notes that a machine is being deleted: who asked, and when it shall be destroyed. */
export async function requestDeletion(
  tx: Queryable,
  vmId: string,
  { by, graceDays, finalBackup }: { by: string; graceDays: number; finalBackup: boolean },
): Promise<void> {
  await tx.query(
    `update vigie.vms set deletion_requested_at = now(), deletion_requested_by = $2, destroy_at = now() + make_interval(days => $3), final_backup = $4
     where id = $1`,
    [vmId, by, graceDays, finalBackup ? 'pending' : null],
  );
}

export async function setFinalBackup(db: Queryable, vmId: string, state: 'done' | 'failed'): Promise<void> {
  await db.query('update vigie.vms set final_backup = $2 where id = $1', [vmId, state]);
}

/** From here on the machine only waits; the days of grace begin now. */
export async function markRetired(tx: Queryable, vmId: string, graceDays: number, from: RetiredFrom): Promise<void> {
  await tx.query('update vigie.vms set retired_at = now(), destroy_at = now() + make_interval(days => $2), retired_from = $3 where id = $1', [
    vmId, graceDays, JSON.stringify(from),
  ]);
}

/** A machine that is not there any more has nothing to be kept for days: what is left of it is taken back at the next turn. */
export async function markAbsent(tx: Queryable, vmId: string): Promise<void> {
  const from: RetiredFrom = { running: false, onboot: false, absent: true };
  await tx.query('update vigie.vms set retired_at = now(), destroy_at = now(), final_backup = null, retired_from = $2 where id = $1', [
    vmId, JSON.stringify(from),
  ]);
}

/** The deletion was taken back, or did not come about. */
export async function clearDeletion(tx: Queryable, vmId: string): Promise<void> {
  await tx.query(
    `update vigie.vms set deletion_requested_at = null, deletion_requested_by = null, destroy_at = null, final_backup = null, retired_at = null,
       retired_from = null
     where id = $1`,
    [vmId],
  );
}

/** The name and the part of the quota that a destroyed machine had are free again; the tasks of its destruction were its order's. */
export async function markMachineGone(tx: Queryable, orderId: string): Promise<void> {
  await tx.query('update vigie.orders set machine_gone_at = coalesce(machine_gone_at, now()) where id = $1', [orderId]);
  await forgetTasksOf(tx, orderId);
}

/**
 * Retired machines whose days of grace are over, with nothing under way on them. One that could not be destroyed is tried again an hour
 * later.
 */
export async function vmsDueForDestruction(db: Queryable): Promise<{ id: string; tenant: string }[]> {
  const { rows } = await db.query<{ id: string; tenant: string }>(
    `select id, tenant from vigie.live_vms v
     where retired_at is not null and destroy_at <= now()
       and not exists (select 1 from vigie.vm_operations o where o.vm_id = v.id
         and (o.state in ('queued', 'running') or (o.kind = 'destroy' and o.ended_at > now() - interval '1 hour')))
       and not exists (select 1 from vigie.backup_runs b where b.vm_id = v.id and b.state in ('queued', 'running'))
     order by id`,
  );
  return rows;
}

/** Retired machines that are destroyed within a day, and were told of more than a day before. Who tells of them does so once. */
export async function vmsToRemindOf(db: Queryable): Promise<{ id: string; tenant: string; name: string; vmid: number; destroyAt: Date }[]> {
  const { rows } = await db.query<{ id: string; tenant: string; name: string; vmid: number; destroyAt: Date }>(
    `select id, tenant, name, vmid, destroy_at as "destroyAt" from vigie.live_vms
     where retired_at is not null and destroy_at > now() and destroy_at <= now() + interval '1 day' and destroy_at > retired_at + interval '36 hours'
     order by id`,
  );
  return rows;
}

/** What Proxmox says of the machine's sizes, after they were changed. Null: not told. */
export async function setSizes(
  db: Queryable,
  vmId: string,
  { cores, memoryGiB, diskGiB }: { cores: number | null; memoryGiB: number | null; diskGiB: number | null },
): Promise<void> {
  await db.query(
    'update vigie.vms set cores = coalesce($2, cores), memory_gib = coalesce($3, memory_gib), disk_gib = coalesce($4, disk_gib) where id = $1',
    [vmId, cores, memoryGiB, diskGiB],
  );
}
