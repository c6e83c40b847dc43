import { cidrRange } from '@vigie/config/cidr';
import type { SuperNetwork } from '@vigie/config/networks';
import { inOrderOfUse } from '@vigie/config/super-networks';
import type { NetworkWish } from '@vigie/contract/orders';
import { oneRow, type Database, type Queryable } from './database.ts';
import { newNetworkId } from './ids.ts';
import { groupId, type GroupMember } from '../order-group.ts';
import { scopeCondition, Values, type Scope } from './scope.ts';

export interface NetworkRow {
  id: string;
  sequence: number;
  tenant: string;
  cluster: string;
  kind: string;
  super_network: string;
  cidr: string;
  gateway: string;
  vnet: string;
  /** The tenant's network that `default` orders join; networks of `new` orders are not shared. */
  shared: boolean;
  state: 'reserved' | 'active' | 'removing' | 'removed';
  order_id: string;
  created_at: Date;
  addresses_used?: number;
}

/** Who gets a network; the machines of one order get the same. */
export interface NetworkSeeker extends GroupMember {
  tenant: string;
  cluster: string;
  network: NetworkWish;
}

/** A network that is not gone. */
export type LiveNetworkRow = NetworkRow & { state: Exclude<NetworkRow['state'], 'removed'> };

/**
 * The network of an order, allocated on first call: the tenant's shared one for `default`, a new one otherwise.
 * One allocation at a time (advisory lock), first free /24 of the super-networks in their order of use, never one that has a row
 * (it is given until every object of the network is gone) and never one of `taken` (networks that others use on the cluster, and exclusions).
 * Null when the super-networks of the kind are full.
 */
export async function allocateNetwork(
  db: Database,
  order: NetworkSeeker,
  kind: SuperNetwork['kind'],
  superNetworks: readonly SuperNetwork[],
  taken: readonly string[],
): Promise<NetworkRow | null> {
  return db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock(7005, 0)');
    // An order whose cancelling broke off and that goes on after all takes its network back.
    await tx.query(`update vigie.networks set state = 'reserved' where order_id = $1 and state = 'removing'`, [groupId(order)]);
    const existing = await networkForOrder(tx, order);
    if (existing) return existing;
    const { rows } = await tx.query<{ cidr: string }>(`select cidr from vigie.networks where state <> 'removed'`);
    const free = firstFree(inOrderOfUse(superNetworks, kind), [...rows.map((row) => row.cidr), ...taken]);
    if (!free) return null;
    const { sequence } = oneRow(
      await tx.query<{ sequence: number }>(`select nextval(pg_get_serial_sequence('vigie.networks', 'sequence')) as sequence`),
    );
    const inserted = await tx.query<NetworkRow>(
      `insert into vigie.networks (id, sequence, tenant, cluster, kind, super_network, cidr, gateway, vnet, shared, order_id)
       overriding system value values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning *`,
      [
        newNetworkId(), sequence, order.tenant, order.cluster, kind, free.superNetwork, free.cidr, free.cidr.replace(/0\/24$/, '1'),
        vnetName(sequence), order.network === 'default', groupId(order),
      ],
    );
    return oneRow(inserted);
  });
}

/** The network that an order has or joins: its own, or the tenant's shared one. */
export async function networkForOrder(db: Queryable, order: NetworkSeeker): Promise<NetworkRow | null> {
  const { rows } = await db.query<NetworkRow>(
    `select * from vigie.networks where tenant = $1 and cluster = $2 and state not in ('removing', 'removed')
       and (order_id = $3 or ($4 and shared)) order by order_id = $3 desc limit 1`,
    [order.tenant, order.cluster, groupId(order), order.network === 'default'],
  );
  return rows[0] ?? null;
}

/** The VNet id is also the bridge's name on each node: at most 8 characters, a letter first. */
export function vnetName(sequence: number): string {
  const name = `t${sequence.toString(36)}`.padEnd(2, '0');
  if (name.length > 8) throw new Error(`network ${sequence} needs a VNet name longer than 8 characters`);
  return name;
}

/** The first /24 of the super-networks, in their order, that overlaps none of `used`. */
export function firstFree(superNetworks: readonly Pick<SuperNetwork, 'cidr'>[], used: readonly string[]): { cidr: string; superNetwork: string } | null {
  const ranges = used.map(cidrRange);
  for (const { cidr: superNetwork } of superNetworks) {
    const { first, last } = cidrRange(superNetwork);
    for (let start = first; start <= last; start += 256) {
      if (!ranges.some((range) => range.first <= start + 255 && range.last >= start)) return { cidr: `${dotted(start)}/24`, superNetwork };
    }
  }
  return null;
}

/** A 32-bit number as an IPv4 address. */
export function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

export async function activateNetwork(db: Queryable, id: string): Promise<void> {
  await db.query(`update vigie.networks set state = 'active' where id = $1 and state = 'reserved'`, [id]);
}

/**
 * The network that was made for this order or that its machine is in, and that nobody else uses, from now on closed to new machines; null
 * when there is none. Others use it when they have a machine in it, or are on their way to one: in a shared network, or of the same order.
 */
export async function closeNetwork(db: Queryable, order: GroupMember): Promise<NetworkRow | null> {
  const { rows } = await db.query<NetworkRow>(
    `update vigie.networks set state = 'removing'
     where (order_id = $2 or id = (select network_id from vigie.vms where order_id = $1)) and state <> 'removed'
       and not exists (select 1 from vigie.live_vms v where v.network_id = networks.id and v.order_id <> $1)
       and not (shared and exists (
         select 1 from vigie.orders o where o.tenant = networks.tenant and o.cluster = networks.cluster and o.network = 'default'
           and o.id <> $1 and o.decision = 'approved' and o.state in ('deploying', 'cancelling', 'failed')))
       and not exists (
         select 1 from vigie.orders o join vigie.order_steps s on s.order_id = o.id and s.name = 'ensure-vnet'
         where networks.order_id = $2 and (o.id = $2 or o.lead = $2) and o.id <> $1 and o.decision = 'approved'
           and (o.state = 'deploying' or o.state = 'failed' and s.state <> 'undone'
             or o.state = 'cancelling' and s.state not in ('pending', 'skipped', 'undone')))
     returning *`,
    [order.id, groupId(order)],
  );
  return rows[0] ?? null;
}

/** Gives the /24 of a closed network back, once its objects are gone. */
export async function removeNetwork(db: Queryable, id: string): Promise<void> {
  await db.query(`update vigie.networks set state = 'removed' where id = $1 and state = 'removing'`, [id]);
}

/** Whether a network was made for the order and is gone again. */
export async function wasNetworkRemoved(db: Queryable, orderId: string): Promise<boolean> {
  const { rowCount } = await db.query(`select 1 from vigie.networks where order_id = $1 and state = 'removed'`, [orderId]);
  return Boolean(rowCount);
}

/** Oldest first, `limit + 1` rows. */
export async function listNetworks(db: Queryable, scope: Scope, query: { limit: number; after: string | null }): Promise<LiveNetworkRow[]> {
  const values = new Values();
  const conditions = [scopeCondition(scope, values), `state <> 'removed'`];
  if (query.after !== null) conditions.push(`id > ${values.add(query.after)}`);
  const { rows } = await db.query<LiveNetworkRow>(
    `select *, (select count(*) from vigie.addresses where network_id = networks.id) as addresses_used
     from vigie.networks where ${conditions.join(' and ')} order by id limit ${values.add(query.limit + 1)}`,
    values.list,
  );
  return rows;
}

/** How many /24s of each super-network are given. */
export async function usedBySuperNetwork(db: Queryable): Promise<Map<string, number>> {
  const { rows } = await db.query<{ super_network: string; used: number }>(
    `select super_network, count(*) as used from vigie.networks where state <> 'removed' group by super_network`,
  );
  return new Map(rows.map((row) => [row.super_network, row.used]));
}
