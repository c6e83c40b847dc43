import type { StepReasonCode } from '@vigie/contract/step-reasons';
import type { VmOperation, VmOperationKind, VmOperationState } from '@vigie/contract/vm-operations';
import type { Queryable } from './database.ts';
import { newVmOperationId } from './ids.ts';
import { newestFirst } from './newest-first.ts';
import { scopeCondition, Values, type Scope } from './scope.ts';

/** What the steps of an operation hand on to later ones. */
export interface OperationFacts {
  /** Whether the machine ran before, and whether it started with its node. */
  running?: boolean;
  onboot?: boolean;
  /** It ran before, and the failed operation left it stopped, or nobody knows. */
  left?: 'stopped' | 'unknown';
  /** It was proven that Proxmox has no such machine any more. */
  absent?: boolean;
  /** The last backup, a run of ours. */
  backup?: string;
  /** What a snapshot is described with. */
  description?: string;
  /** Of a rotation: the key that comes, the one that held before (as a key, and as the machine's own entry), and the file as it was found. */
  newKey?: string;
  oldKey?: string | null;
  ownKey?: string | null;
  keysFile?: string;
}

export interface VmOperationRow {
  id: string;
  tenant: string;
  vm_id: string;
  vm_name: string;
  vmid: number;
  kind: VmOperationKind;
  detail: VmOperation['detail'];
  state: VmOperationState;
  /** Number of the current engine run. */
  run: number;
  steps_done: string[];
  facts: OperationFacts;
  upid: string | null;
  needs_restart: boolean;
  requested_by: string;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
  code: StepReasonCode | null;
  params: Record<string, string | number> | null;
  message: string | null;
  technical: string | null;
}

const operations = `select o.*, v.name as vm_name, v.vmid from vigie.vm_operations o join vigie.vms v on v.id = o.vm_id`;

export interface NewOperation {
  vm: { id: string; tenant: string };
  kind: VmOperationKind;
  detail: VmOperation['detail'];
  facts?: OperationFacts;
  requestedBy: string;
}

/** Inserts a queued operation and answers its id; null when the machine has one under way. */
export async function insertOperation(tx: Queryable, { vm, kind, detail, facts = {}, requestedBy }: NewOperation): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into vigie.vm_operations (id, tenant, vm_id, kind, detail, facts, requested_by) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict do nothing returning id`,
    [newVmOperationId(), vm.tenant, vm.id, kind, JSON.stringify(detail), JSON.stringify(facts), requestedBy],
  );
  return rows[0]?.id ?? null;
}

export async function findOperation(db: Queryable, scope: Scope, id: string): Promise<VmOperationRow | null> {
  const values = new Values();
  const where = `o.id = ${values.add(id)} and ${scopeCondition(scope, values, 'o.tenant')}`;
  const { rows } = await db.query<VmOperationRow>(`${operations} where ${where}`, values.list);
  return rows[0] ?? null;
}

/** Newest first, see `newestFirst`. */
export function listOperations(
  db: Queryable,
  scope: Scope,
  query: { limit: number; after: string | null; vm?: string | undefined; state?: VmOperationState | undefined },
): Promise<VmOperationRow[]> {
  const { after, limit, vm, state } = query;
  return newestFirst<VmOperationRow>(db, { select: operations, alias: 'o', scope, after, limit, equal: { vm_id: vm, state } });
}

/** Operations that the engine must be working on. */
export async function liveOperations(db: Queryable): Promise<VmOperationRow[]> {
  const { rows } = await db.query<VmOperationRow>(`${operations} where o.state in ('queued', 'running') order by o.id`);
  return rows;
}

/** The operations under way, by machine; with `vmId` that of this one only. */
export async function operationsUnderWay(db: Queryable, scope: Scope, vmId?: string): Promise<Map<string, VmOperationRow>> {
  const values = new Values();
  const conditions = [`o.state in ('queued', 'running')`, scopeCondition(scope, values, 'o.tenant')];
  if (vmId !== undefined) conditions.push(`o.vm_id = ${values.add(vmId)}`);
  const { rows } = await db.query<VmOperationRow>(`${operations} where ${conditions.join(' and ')}`, values.list);
  return new Map(rows.map((row) => [row.vm_id, row]));
}
