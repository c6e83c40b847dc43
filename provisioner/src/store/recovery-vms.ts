import type { Queryable } from './database.ts';

/** A delivered machine that is kept, with what a recovery must know of it. */
export interface RecoveryVmRow {
  id: string;
  tenant: string;
  cluster: string;
  node: string | null;
  vmid: number;
  name: string;
  mac: string | null;
  networkId: string;
  vnet: string;
  memoryGiB: number;
  orderId: string;
  addresses: string[];
}

const columns = `vms.id, vms.tenant, vms.cluster, vms.node, vms.vmid, vms.name, vms.mac, vms.network_id as "networkId", networks.vnet,
  vms.memory_gib as "memoryGiB", vms.order_id as "orderId",
  array(select address from vigie.addresses where vm_id = vms.id order by address) as addresses`;
const source = 'vigie.kept_vms vms join vigie.networks on networks.id = vms.network_id';

/** For the operator's recoveries only: they see the machines of all tenants. One that goes with its cancelled order is not brought back. */
export async function recoveryVms(db: Queryable, cluster: string): Promise<RecoveryVmRow[]> {
  const { rows } = await db.query<RecoveryVmRow>(
    `select ${columns} from ${source} join vigie.orders on orders.id = vms.order_id
     where vms.cluster = $1 and vms.delivered_at is not null and orders.state not in ('cancelling', 'cancelled') order by vms.id`,
    [cluster],
  );
  return rows;
}

export async function recoveryVm(db: Queryable, id: string): Promise<RecoveryVmRow | null> {
  const { rows } = await db.query<RecoveryVmRow>(`select ${columns} from ${source} where vms.id = $1 and vms.delivered_at is not null`, [id]);
  return rows[0] ?? null;
}

export async function setVmNode(db: Queryable, id: string, node: string): Promise<void> {
  await db.query('update vigie.vms set node = $2 where id = $1 and node is distinct from $2', [id, node]);
}
