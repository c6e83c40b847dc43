import type { Queryable } from './database.ts';

/** A machine of ours on a cluster, with what Proxmox must have of it. */
export interface KnownVm {
  id: string;
  tenant: string;
  vmid: number;
  name: string;
  node: string | null;
  cores: number;
  memoryGiB: number;
  diskGiB: number;
  orderId: string;
  addresses: string[];
  network: { id: string; tenant: string; cidr: string; gateway: string; vnet: string };
  /** Vigie itself is at work on it: not all of it is as it shall be, and that is no difference. */
  underWay: boolean;
}

/** All machines of a cluster that are not gone, oldest first. For the daemon's own looks at Proxmox only. */
export async function knownVms(db: Queryable, cluster: string): Promise<KnownVm[]> {
  const { rows } = await db.query<KnownVm>(
    `select v.id, v.tenant, v.vmid, v.name, v.node, v.cores, v.memory_gib as "memoryGiB", v.disk_gib as "diskGiB", v.order_id as "orderId",
       array(select address from vigie.addresses where vm_id = v.id order by address) as addresses,
       jsonb_build_object('id', n.id, 'tenant', n.tenant, 'cidr', n.cidr, 'gateway', n.gateway, 'vnet', n.vnet) as network,
       (v.delivered_at is null or o.state <> 'done'
         or exists (select 1 from vigie.vm_operations x where x.vm_id = v.id and x.state in ('queued', 'running'))) as "underWay"
     from vigie.live_vms v join vigie.networks n on n.id = v.network_id join vigie.orders o on o.id = v.order_id
     where v.cluster = $1 order by v.created_at, v.id`,
    [cluster],
  );
  return rows;
}

/** The machine was found there: somebody else than Vigie moved it. One that Vigie is at work on keeps its place. */
export async function followVm(db: Queryable, id: string, node: string): Promise<void> {
  await db.query('update vigie.vms set node = $2 where id = $1 and delivered_at is not null and removed_at is null', [id, node]);
}
