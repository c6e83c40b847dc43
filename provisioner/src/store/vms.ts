import { oneRow, type Database, type Queryable } from './database.ts';
import { newVmId } from './ids.ts';
import { dotted } from './networks.ts';
import { cidrRange } from '@vigie/config/cidr';
import { scopeCondition, Values, type Scope } from './scope.ts';
import type { RetiredFrom } from './vm-deletions.ts';

export interface VmRow {
  id: string;
  tenant: string;
  cluster: string;
  node: string | null;
  vmid: number;
  name: string;
  mac: string | null;
  network_id: string;
  cores: number;
  memory_gib: number;
  disk_gib: number;
  order_id: string;
  delivered_at: Date | null;
  /** It is gone, and only its history is left. */
  removed_at: Date | null;
  created_at: Date;
  /** Of a deletion, see vm-deletions.ts; it is retired once it only waits for its destruction. */
  deletion_requested_at: Date | null;
  deletion_requested_by: string | null;
  destroy_at: Date | null;
  final_backup: 'pending' | 'done' | 'failed' | null;
  retired_at: Date | null;
  retired_from: RetiredFrom | null;
  addresses: string[];
  made_ssh_key: string | null;
  /** Of its order. */
  offer: string;
  /** When Proxmox last told its state to the sync. */
  seen_at: Date | null;
}

const withAddresses = `vms.*, (select offer from vigie.orders where id = vms.order_id) as offer,
  (select seen_at from vigie.vm_sightings where vm_id = vms.id) as seen_at,
  array(select address from vigie.addresses where vm_id = vms.id order by address) as addresses`;

export interface NewVm {
  orderId: string;
  tenant: string;
  cluster: string;
  name: string;
  networkId: string;
  cores: number;
  memoryGiB: number;
  diskGiB: number;
}

/**
 * The order's VM row with its VMID, reserved on first call: the first of the range that was never given and that nobody uses
 * (`occupied`: VMIDs seen on the cluster, which are noted so that they are never given either). Null when the range is used up.
 */
export async function reserveVm(
  db: Database,
  vm: NewVm,
  range: { from: number; to: number },
  occupied: readonly number[],
): Promise<VmRow | null> {
  return db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock(7006, hashtext($1))', [vm.cluster]);
    const existing = await findVmOfOrder(tx, vm.orderId);
    if (existing) {
      // Its order was being cancelled and goes on after all.
      await tx.query('update vigie.vms set removed_at = null where id = $1', [existing.id]);
      return existing;
    }
    await tx.query(
      `insert into vigie.vmid_reservations (cluster, vmid, note)
       select $1, vmid, 'seen on the cluster' from unnest($2::bigint[]) as vmid where vmid between $3 and $4 on conflict do nothing`,
      [vm.cluster, occupied, range.from, range.to],
    );
    const { rows } = await tx.query<{ vmid: number }>(
      `select vmid from generate_series($2::bigint, $3::bigint) as vmid
       where not exists (select 1 from vigie.vmid_reservations r where r.cluster = $1 and r.vmid = vmid.vmid) order by vmid limit 1`,
      [vm.cluster, range.from, range.to],
    );
    const vmid = rows[0]?.vmid;
    if (vmid === undefined) return null;
    await tx.query('insert into vigie.vmid_reservations (cluster, vmid, order_id) values ($1, $2, $3)', [vm.cluster, vmid, vm.orderId]);
    await tx.query(
      `insert into vigie.vms (id, tenant, cluster, vmid, name, network_id, cores, memory_gib, disk_gib, order_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [newVmId(), vm.tenant, vm.cluster, vmid, vm.name, vm.networkId, vm.cores, vm.memoryGiB, vm.diskGiB, vm.orderId],
    );
    return findVmOfOrder(tx, vm.orderId);
  });
}

/** The row of an order's machine, also when that is gone. */
export async function findVmOfOrder(db: Queryable, orderId: string): Promise<VmRow | null> {
  const { rows } = await db.query<VmRow>(`select ${withAddresses} from vigie.vms where order_id = $1`, [orderId]);
  return rows[0] ?? null;
}

/** A machine of an operation of ours, also when it is gone. */
export async function findVmOfAnyAge(db: Queryable, id: string): Promise<VmRow | null> {
  const { rows } = await db.query<VmRow>(`select ${withAddresses} from vigie.vms where id = $1`, [id]);
  return rows[0] ?? null;
}

export async function findVm(db: Queryable, scope: Scope, id: string): Promise<VmRow | null> {
  const values = new Values();
  const { rows } = await db.query<VmRow>(
    `select ${withAddresses} from vigie.live_vms vms where id = ${values.add(id)} and ${scopeCondition(scope, values)}`,
    values.list,
  );
  return rows[0] ?? null;
}

/** Newest first; `limit` null reads all (a filter on the live state cannot be SQL). */
export async function listVms(db: Queryable, scope: Scope, query: { limit: number | null; after: string | null }): Promise<VmRow[]> {
  const values = new Values();
  const conditions = [scopeCondition(scope, values)];
  if (query.after !== null) conditions.push(`id < ${values.add(query.after)}`);
  const limit = query.limit === null ? '' : `limit ${values.add(query.limit + 1)}`;
  const { rows } = await db.query<VmRow>(
    `select ${withAddresses} from vigie.live_vms vms where ${conditions.join(' and ')} order by id desc ${limit}`,
    values.list,
  );
  return rows;
}

/** What tells a machine's state, together with Proxmox's word for it. */
export type VmFacts = Pick<VmRow, 'cluster' | 'vmid' | 'delivered_at' | 'retired_at'>;

/** Of all machines: for counting, without what a list shows of each. */
export async function vmFactsOf(db: Queryable, scope: Scope): Promise<VmFacts[]> {
  const values = new Values();
  const { rows } = await db.query<VmFacts>(
    `select cluster, vmid, delivered_at, retired_at from vigie.live_vms vms where ${scopeCondition(scope, values)}`,
    values.list,
  );
  return rows;
}

/**
 * Puts the VM on the candidate with the most free memory and answers that node; null when none has room. A VM that has a node keeps it.
 * One placement at a time for a cluster. Memory of VMs that were placed and not delivered yet counts as used: Proxmox tells only of what
 * runs. One that already runs is counted twice until its delivery, which errs on the safe side.
 */
export async function placeVm(db: Database, id: string, candidates: readonly { node: string; freeGiB: number }[]): Promise<string | null> {
  return db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock(7009, hashtext(cluster)) from vigie.vms where id = $1', [id]);
    const vm = oneRow(
      await tx.query<Pick<VmRow, 'cluster' | 'node' | 'memory_gib'>>('select cluster, node, memory_gib from vigie.vms where id = $1', [id]),
    );
    if (vm.node !== null) return vm.node;
    const { rows } = await tx.query<{ node: string; promised: number }>(
      `select node, sum(memory_gib) as promised from vigie.live_vms
       where cluster = $1 and node is not null and delivered_at is null group by node`,
      [vm.cluster],
    );
    const promised = new Map(rows.map((row) => [row.node, row.promised]));
    const [best] = candidates
      .map(({ node, freeGiB }) => ({ node, left: freeGiB - (promised.get(node) ?? 0) - vm.memory_gib }))
      .filter(({ left }) => left >= 0)
      .sort((a, b) => b.left - a.left || a.node.localeCompare(b.node));
    if (!best) return null;
    await tx.query('update vigie.vms set node = $2 where id = $1', [id, best.node]);
    return best.node;
  });
}

/** The node of the other VMs of a network: a simple zone has no layer 2 between nodes. */
export async function nodeOfNetwork(db: Queryable, networkId: string): Promise<string | null> {
  const { rows } = await db.query<{ node: string }>(
    'select node from vigie.live_vms where network_id = $1 and node is not null order by created_at limit 1',
    [networkId],
  );
  return rows[0]?.node ?? null;
}

export async function setMac(db: Queryable, id: string, mac: string): Promise<void> {
  await db.query('update vigie.vms set mac = $2 where id = $1', [id, mac]);
}

export async function markDelivered(db: Queryable, id: string): Promise<void> {
  await db.query('update vigie.vms set delivered_at = coalesce(delivered_at, now()) where id = $1', [id]);
}

/** The machine is gone; its VMID stays given. */
export async function markRemoved(db: Queryable, id: string): Promise<void> {
  await db.query('update vigie.vms set removed_at = coalesce(removed_at, now()), delivered_at = null where id = $1', [id]);
}

/** The first address for a machine, and the last: .10 to .250, as in the DHCP range. */
const hosts = { first: 10, last: 250 };

/** The VM's address in its network, given on first call: the first free one from .10 that is not in `taken`. Null when full. */
export async function giveAddress(
  db: Database,
  vm: { id: string; networkId: string },
  cidr: string,
  taken: readonly string[],
): Promise<string | null> {
  return db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock(7007, hashtext($1))', [vm.networkId]);
    const { rows: own } = await tx.query<{ address: string }>('select address from vigie.addresses where vm_id = $1', [vm.id]);
    if (own[0]) return own[0].address;
    const { rows } = await tx.query<{ address: string }>('select address from vigie.addresses where network_id = $1', [vm.networkId]);
    const used = new Set([...rows.map((row) => row.address), ...taken]);
    const { first } = cidrRange(cidr);
    for (let host = hosts.first; host <= hosts.last; host++) {
      const address = dotted(first + host);
      if (used.has(address)) continue;
      await tx.query('insert into vigie.addresses (network_id, address, vm_id) values ($1, $2, $3)', [vm.networkId, address, vm.id]);
      return address;
    }
    return null;
  });
}

/** Gives the address of a VM back; its row is what reserved it. */
export async function freeAddress(db: Queryable, vmId: string): Promise<void> {
  await db.query('delete from vigie.addresses where vm_id = $1', [vmId]);
}

/** The VMs that are not gone of orders that the caller was already allowed to read, by the order. */
export async function vmsOfOrders(db: Queryable, orderIds: readonly string[]): Promise<Map<string, VmRow>> {
  const { rows } = await db.query<VmRow>(`select ${withAddresses} from vigie.live_vms vms where order_id = any($1)`, [orderIds]);
  return new Map(rows.map((row) => [row.order_id, row]));
}

/** Tenants that have a delivered machine, whether the configuration still knows them or not. */
export async function tenantsWithVms(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ tenant: string }>('select distinct tenant from vigie.live_vms where delivered_at is not null order by tenant');
  return rows.map(({ tenant }) => tenant);
}

/** Delivered machines that are kept, newest first; `limit` null reads all. */
export async function listDeliveredVms(
  db: Queryable,
  scope: Scope,
  query: { limit: number | null; after: string | null; vm?: string | undefined },
): Promise<(VmRow & { delivered_at: Date })[]> {
  const values = new Values();
  const conditions = [scopeCondition(scope, values), 'delivered_at is not null'];
  if (query.after !== null) conditions.push(`id < ${values.add(query.after)}`);
  if (query.vm !== undefined) conditions.push(`id = ${values.add(query.vm)}`);
  const limit = query.limit === null ? '' : `limit ${values.add(query.limit + 1)}`;
  const { rows } = await db.query<VmRow & { delivered_at: Date }>(
    `select ${withAddresses} from vigie.kept_vms vms where ${conditions.join(' and ')} order by id desc ${limit}`,
    values.list,
  );
  return rows;
}
