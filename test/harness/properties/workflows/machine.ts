import { findVmOfAnyAge, type VmRow } from '../../../../provisioner/src/store/vms.ts';
import type { World } from '../../../proxmox-sim/src/state/world.ts';
import type { Life } from '../life.ts';
import { normal } from '../normal.ts';

/** The one machine of a place that began with one; those that were ordered since are the next (from 0). */
export async function theMachine({ db }: Pick<Life, 'db'>, nth = 0): Promise<VmRow> {
  const { rows } = await db.query<{ id: string }>('select id from vigie.vms order by id limit 1 offset $1', [nth]);
  const vm = rows[0] && (await findVmOfAnyAge(db, rows[0].id));
  if (!vm) throw new Error('there is no machine');
  return vm;
}

/** A machine with all that belongs to it in a cluster, wherever it is and wherever its disks lie. */
export function asItIs({ guests, pools, sdn }: World, vmid: number): unknown {
  const { config, firewall, running } = guests[vmid] ?? {};
  const elsewhere = (value: unknown) => String(value).replace(/^[\w-]+:(vm-\d+-(?:disk|cloudinit))(?:-\d+)?/, '$1');
  return normal({
    config: Object.fromEntries(Object.entries(config ?? {}).map(([key, value]) => [key, elsewhere(value)])),
    firewall,
    addresses: running?.addresses,
    registered: sdn.ipam.filter((entry) => entry.vmid === vmid),
    pools: Object.keys(pools).filter((name) => pools[name]!.vms.includes(vmid)),
  });
}
