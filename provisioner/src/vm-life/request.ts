import type { VmOperation, VmOperationKind } from '@vigie/contract/vm-operations';
import type { Caller } from '../caller.ts';
import type { Runs } from '../engine/runs.ts';
import { ProblemError } from '../problem-error.ts';
import { assertOrderKept } from '../services/kept-order.ts';
import { appendAudit } from '../store/audit.ts';
import { runUnderWay } from '../store/backup-runs.ts';
import type { Database, Queryable } from '../store/database.ts';
import { recoveryOf } from '../store/executions.ts';
import { scopeOf, systemScope } from '../store/scope.ts';
import { findOperation, insertOperation, operationsUnderWay, type OperationFacts, type VmOperationRow } from '../store/vm-operations.ts';
import { findVm, type VmRow } from '../store/vms.ts';

export interface RequestParts {
  db: Database;
  engine: Pick<Runs, 'begin'>;
}

interface Wanted {
  kind: VmOperationKind;
  detail?: VmOperation['detail'];
  facts?: OperationFacts;
  /** What is noted together with the operation; what it throws undoes both. */
  also?(tx: Queryable): Promise<void>;
}

/** The machine, when the caller may see it. */
export async function visibleVm(db: Queryable, caller: Caller, id: string): Promise<VmRow> {
  const vm = await findVm(db, scopeOf(caller), id);
  if (!vm) throw new ProblemError('not-found', `There is no machine ${id}.`);
  return vm;
}

/** The machine, when something may be done with it: it is delivered, and not being deleted unless `retired` says so. */
export async function usableVm(db: Queryable, caller: Caller, id: string, { retired = false } = {}): Promise<VmRow> {
  const vm = await visibleVm(db, caller, id);
  if (vm.delivered_at === null) throw new ProblemError('wrong-state', `The machine ${vm.name} is not delivered yet.`);
  if (!retired && vm.retired_at !== null) {
    throw new ProblemError('wrong-state', `The machine ${vm.name} is being deleted. Take the deletion back first.`);
  }
  if (retired && vm.retired_at === null) throw new ProblemError('wrong-state', `The machine ${vm.name} is not being deleted.`);
  return vm;
}

/**
 * Writes an operation and begins it. The same under way is answered instead of a second one. Throws `wrong-state` while another one, or a
 * backup, is under way: Proxmox locks the machine meanwhile; and once the machine's order is being cancelled.
 */
export async function requestOperation({ db, engine }: RequestParts, caller: Caller, vm: VmRow, wanted: Wanted): Promise<VmOperationRow> {
  const operation = await db.transaction((tx) => insertWanted(tx, caller, vm, wanted)).then((made) => made ?? underWay(db, vm));
  if (!operation) throw new ProblemError('wrong-state', `Something was just done with ${vm.name}. Try again.`);
  if (!isSame(operation, wanted)) {
    throw new ProblemError('wrong-state', `Something else is being done with ${vm.name} (${operation.kind}). Wait until it has ended.`);
  }
  await engine.begin({ id: operation.id, run: operation.run, partition: vm.id });
  return operation;
}

async function insertWanted(tx: Queryable, caller: Caller, vm: VmRow, wanted: Wanted): Promise<VmOperationRow | null> {
  const { kind, detail = {}, facts = {}, also } = wanted;
  await assertOrderKept(tx, vm);
  const id = await insertOperation(tx, { vm, kind, detail, facts, requestedBy: caller.login });
  if (id === null) return null;
  if (await runUnderWay(tx, vm.id)) throw new ProblemError('wrong-state', `A backup of ${vm.name} is being made. Wait until it has ended.`);
  if (await recoveryOf(tx, vm.id)) throw new ProblemError('wrong-state', `A recovery of ${vm.name} is under way. Wait until it has ended.`);
  await also?.(tx);
  await appendAudit(tx, {
    actor: caller.login, tenant: vm.tenant, act: 'vm-operation.requested', object: id, detail: { vm: vm.id, kind, ...detail, ...auditOf(vm, kind) },
  });
  return findOperation(tx, systemScope, id);
}

/** A resize is told with the sizes before it. */
const auditOf = (vm: VmRow, kind: VmOperationKind) =>
  kind === 'resize' ? { before: { cores: vm.cores, memoryGiB: vm.memory_gib, diskGiB: vm.disk_gib } } : {};

const underWay = async (db: Queryable, vm: VmRow): Promise<VmOperationRow | null> => (await operationsUnderWay(db, systemScope, vm.id)).get(vm.id) ?? null;

const isSame = (operation: VmOperationRow, { kind, detail = {} }: Wanted): boolean =>
  operation.kind === kind
  && Object.keys({ ...operation.detail, ...detail }).every((key) => operation.detail[key as keyof typeof detail] === detail[key as keyof typeof detail]);
