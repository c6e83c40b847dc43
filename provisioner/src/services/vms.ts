import type { Vm, VmState } from '@vigie/contract/vms';
import type { Caller } from '../caller.ts';
import { ProblemError } from '../problem-error.ts';
import type { Services } from '../services.ts';
import { decodeCursor, pageOf } from '../store/cursor.ts';
import type { Database } from '../store/database.ts';
import { narrow, scopeOf } from '../store/scope.ts';
import { operationsUnderWay, type VmOperationRow } from '../store/vm-operations.ts';
import { findVm, listVms, type VmFacts, type VmRow } from '../store/vms.ts';
import { operationView } from '../vm-life/view.ts';
import type { LiveGuests } from './live-guests.ts';

type Live = (cluster: string) => Promise<LiveGuests | null>;

/** Machines: our rows with the state that Proxmox tells, `unknown` where it cannot be read. */
export function vmService({ db, live }: { db: Database; live: Live }): Omit<Services['vms'], 'sync'> {
  const views = async (caller: Caller, rows: readonly VmRow[], underWay: ReadonlyMap<string, VmOperationRow>): Promise<Vm[]> => {
    const guests = new Map(await Promise.all([...new Set(rows.map(({ cluster }) => cluster))].map(async (name) => [name, await live(name)] as const)));
    return rows.map((row) => {
      const operation = underWay.get(row.id);
      return { ...vmView(row, guests.get(row.cluster) ?? null), ...(operation && { operation: operationView(operation, caller.operator) }) };
    });
  };
  return {
    async list(caller, { limit, cursor, state, tenant }) {
      const scope = narrow(scopeOf(caller), tenant);
      const after = decodeCursor(cursor);
      // A state lives in Proxmox, not in the database, so a filter on it has to see every machine in scope.
      const [rows, underWay] = await Promise.all([
        listVms(db, scope, { limit: state === undefined ? limit : null, after }), operationsUnderWay(db, scope),
      ]);
      return pageOf((await views(caller, rows, underWay)).filter((vm) => state === undefined || vm.state === state), limit, (vm) => vm);
    },
    async get(caller, id) {
      const scope = scopeOf(caller);
      const [row, underWay] = await Promise.all([findVm(db, scope, id), operationsUnderWay(db, scope, id)]);
      if (!row) throw new ProblemError('not-found', `There is no machine ${id}.`);
      const [shown] = await views(caller, [row], underWay);
      if (!shown) throw new Error('one row makes one view');
      return shown;
    },
  };
}

export function vmView(row: VmRow, live: LiveGuests | null): Vm {
  const guest = live?.guests.get(row.vmid);
  // What is unknown now was known at some time before.
  const seenAt = live && stateOf(guest?.status) !== 'unknown' ? live.seenAt : row.seen_at;
  return {
    id: row.id,
    tenant: row.tenant,
    cluster: row.cluster,
    node: guest?.node ?? row.node,
    vmid: row.vmid,
    name: row.name,
    state: stateOfVm(row, live),
    ...(seenAt && { stateSeenAt: seenAt.toISOString() }),
    addresses: row.addresses,
    cores: row.cores,
    memoryGiB: row.memory_gib,
    diskGiB: row.disk_gib,
    orderId: row.order_id,
    offer: row.offer,
    ...deletionView(row),
    createdAt: row.created_at.toISOString(),
  };
}

export function stateOfVm(row: VmFacts, live: LiveGuests | null): VmState {
  if (row.delivered_at === null) return 'deploying';
  return row.retired_at !== null ? 'pending-delete' : stateOf(live?.guests.get(row.vmid)?.status);
}

function deletionView(row: VmRow): Pick<Vm, 'deletion'> {
  const { deletion_requested_at: at, deletion_requested_by: by, destroy_at: destroyAt, final_backup: finalBackup } = row;
  if (at === null || by === null || destroyAt === null) return {};
  return { deletion: { requestedAt: at.toISOString(), requestedBy: by, destroyAt: destroyAt.toISOString(), finalBackup } };
}

const states: Record<string, VmState> = { running: 'running', stopped: 'stopped', paused: 'paused', suspended: 'paused' };

/** Of Proxmox's word for it. */
export const stateOf = (status: string | undefined): VmState => states[status ?? ''] ?? 'unknown';
