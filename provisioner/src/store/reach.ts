import { groupId, type GroupMember } from '../order-group.ts';
import type { ReachableVm } from '../steps/ports.ts';
import type { Queryable } from './database.ts';

export async function keepMadeSshKey(db: Queryable, vmId: string, publicKey: string | null): Promise<void> {
  await db.query('update vigie.vms set made_ssh_key = $2 where id = $1', [vmId, publicKey]);
}

/** The key that was made for the machines of the order that this is of; null when none has one. */
export async function madeSshKey(db: Queryable, order: GroupMember): Promise<string | null> {
  const { rows } = await db.query<{ made_ssh_key: string }>(
    `select v.made_ssh_key from vigie.live_vms v join vigie.orders o on o.id = v.order_id
     where (o.id = $1 or o.lead = $1) and v.made_ssh_key is not null order by v.created_at limit 1`,
    [groupId(order)],
  );
  return rows[0]?.made_ssh_key ?? null;
}

/** Said before the bastion is told: whoever tells it next, tells the same. */
export async function setReachable(db: Queryable, vmId: string, reachable: boolean): Promise<void> {
  await db.query('update vigie.vms set reachable = $2 where id = $1', [vmId, reachable]);
}

/** The public key that opens a machine. */
const machineKeySql = 'coalesce(v.ssh_public_key, o.ssh_public_key, v.made_ssh_key)';

/** All of a tenant's, oldest order first. */
export async function reachableVms(db: Queryable, tenant: string): Promise<ReachableVm[]> {
  const { rows } = await db.query<ReachableVm>(
    `select v.order_id, a.address, ${machineKeySql} as ssh_public_key
     from vigie.live_vms v join vigie.orders o on o.id = v.order_id join vigie.addresses a on a.vm_id = v.id
     where v.tenant = $1 and v.reachable and v.delivered_at is not null and ${machineKeySql} is not null
     order by v.order_id, a.address`,
    [tenant],
  );
  return rows;
}

/** The tenants that the bastion leads to machines of. */
export async function reachableTenants(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ tenant: string }>(
    'select distinct tenant from vigie.live_vms where reachable and delivered_at is not null order by tenant',
  );
  return rows.map(({ tenant }) => tenant);
}

/** Which of these are orders of the tenant: lines of the bastion that name them are Vigie's. */
export async function ordersOf(db: Queryable, tenant: string, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await db.query<{ id: string }>('select id from vigie.orders where tenant = $1 and id = any($2)', [tenant, ids]);
  return new Set(rows.map(({ id }) => id));
}
