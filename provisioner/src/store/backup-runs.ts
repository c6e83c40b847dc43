import type { BackupRunState } from '@vigie/contract/backups';
import type { StepReasonCode } from '@vigie/contract/step-reasons';
import type { Queryable } from './database.ts';
import { newBackupRunId } from './ids.ts';
import { newestFirst } from './newest-first.ts';
import { scopeCondition, Values, type Scope } from './scope.ts';

/** What a machine said of itself before a backup, and the canary that was written into it; a restored machine is compared with it. */
export interface Inventory {
  hostName: string;
  machineId: string;
  /** `at`: when it was written, RFC 3339. Null when it could not be written. */
  canary: { sha256: string; at: string } | null;
}

export interface BackupRunRow {
  id: string;
  tenant: string;
  vm_id: string;
  vm_name: string;
  vmid: number;
  cluster: string;
  /** Where the machine was placed; it may have moved since. */
  vm_node: string | null;
  order_id: string;
  origin: 'schedule' | 'manual';
  slot: Date | null;
  state: BackupRunState;
  /** Number of the current engine run. */
  run: number;
  requested_by: string;
  storage: string;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
  /** Where the backup is made, and its task, as soon as they are known. */
  node: string | null;
  upid: string | null;
  /** 0 to 1. */
  progress: number | null;
  volume: string | null;
  taken_at: Date | null;
  size_bytes: number | null;
  consistent: boolean | null;
  inventory: Inventory | null;
  code: StepReasonCode | null;
  params: Record<string, string | number> | null;
  message: string | null;
  technical: string | null;
}

const runs = `select r.*, v.name as vm_name, v.vmid, v.cluster, v.node as vm_node, v.order_id
  from vigie.backup_runs r join vigie.vms v on v.id = r.vm_id`;

export interface NewRun {
  vm: { id: string; tenant: string };
  origin: 'schedule' | 'manual';
  slot: Date | null;
  requestedBy: string;
  storage: string;
}

/** Inserts a queued run and answers its id; null when the machine has a run under way, or had one for this slot. */
export async function insertRun(db: Queryable, { vm, origin, slot, requestedBy, storage }: NewRun): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `insert into vigie.backup_runs (id, tenant, vm_id, origin, slot, requested_by, storage) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict do nothing returning id`,
    [newBackupRunId(), vm.tenant, vm.id, origin, slot, requestedBy, storage],
  );
  return rows[0]?.id ?? null;
}

export async function findRun(db: Queryable, scope: Scope, id: string): Promise<BackupRunRow | null> {
  const values = new Values();
  const where = `r.id = ${values.add(id)} and ${scopeCondition(scope, values, 'r.tenant')}`;
  const { rows } = await db.query<BackupRunRow>(`${runs} where ${where}`, values.list);
  return rows[0] ?? null;
}

/** The run of a machine that is queued or running. */
export async function runUnderWay(db: Queryable, vmId: string): Promise<BackupRunRow | null> {
  const { rows } = await db.query<BackupRunRow>(`${runs} where r.vm_id = $1 and r.state in ('queued', 'running')`, [vmId]);
  return rows[0] ?? null;
}

/** Newest first, see `newestFirst`. */
export function listRuns(
  db: Queryable,
  scope: Scope,
  query: { limit: number; after: string | null; vm?: string | undefined; state?: BackupRunState | undefined },
): Promise<BackupRunRow[]> {
  const { after, limit, vm, state } = query;
  return newestFirst<BackupRunRow>(db, { select: runs, alias: 'r', scope, after, limit, equal: { vm_id: vm, state } });
}

/** Runs that the engine must be working on. */
export async function liveRuns(db: Queryable): Promise<BackupRunRow[]> {
  const { rows } = await db.query<BackupRunRow>(`${runs} where r.state in ('queued', 'running') order by r.id`);
  return rows;
}

/** Inventory of the run that made this backup; null when Vigie did not make it, or the machine's agent did not answer then. */
export async function inventoryOf(db: Queryable, vmId: string, volume: string): Promise<Inventory | null> {
  const { rows } = await db.query<{ inventory: Inventory | null }>(
    'select inventory from vigie.backup_runs where vm_id = $1 and volume = $2',
    [vmId, volume],
  );
  return rows[0]?.inventory ?? null;
}

/** Whether Vigie made this backup, with or without an inventory. */
export async function isOwnBackup(db: Queryable, vmId: string, volume: string): Promise<boolean> {
  const { rowCount } = await db.query('select 1 from vigie.backup_runs where vm_id = $1 and volume = $2', [vmId, volume]);
  return Boolean(rowCount);
}

/** The newest inventory of a machine, whatever became of its backup; null when none was ever read. */
export async function lastInventory(db: Queryable, vmId: string): Promise<Inventory | null> {
  const { rows } = await db.query<{ inventory: Inventory }>(
    'select inventory from vigie.backup_runs where vm_id = $1 and inventory is not null order by id desc limit 1',
    [vmId],
  );
  return rows[0]?.inventory ?? null;
}

/** Delivered machines of a tenant that had to be backed up at `slot`, have no run for it, and none under way. */
export async function vmsDueAt(db: Queryable, tenant: string, slot: Date): Promise<{ id: string; tenant: string }[]> {
  const { rows } = await db.query<{ id: string; tenant: string }>(
    `select id, tenant from vigie.kept_vms vms
     where tenant = $1 and delivered_at <= $2
       and not exists (select 1 from vigie.backup_runs r where r.vm_id = vms.id and (r.slot = $2 or r.state in ('queued', 'running')))
     order by id`,
    [tenant, slot],
  );
  return rows;
}

/** Who asked for these backups, by machine and volume (`<vm> <volume>`); those that Vigie did not make are missing. */
export async function originsOf(
  db: Queryable,
  vmIds: readonly string[],
  volumes: readonly string[],
): Promise<Map<string, BackupRunRow['origin']>> {
  const { rows } = await db.query<Pick<BackupRunRow, 'vm_id' | 'volume' | 'origin'>>(
    'select vm_id, volume, origin from vigie.backup_runs where vm_id = any($1) and volume = any($2)',
    [vmIds, volumes],
  );
  return new Map(rows.map((row) => [`${row.vm_id} ${row.volume}`, row.origin]));
}
