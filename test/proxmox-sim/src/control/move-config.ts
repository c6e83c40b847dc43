import { drives, isCdrom } from '../model/guest-config.ts';
import { takeReplica } from '../model/replication.ts';
import type { Simulator } from '../simulator.ts';
import type { Guest } from '../state/world.ts';

/**
 * What root does with `mv` in /etc/pve, which no API call can: gives a stopped guest's configuration to another node, or takes it out of
 * the cluster (`null`). The old node may be off. Its disks, its pool and its addresses stay as they are.
 */
export function moveConfig(sim: Simulator, guest: Guest, node: string | null): void {
  const { world } = sim;
  if (guest.running !== null) throw new Error(`guest ${guest.vmid} runs: moving its configuration would cut it loose`);
  if (node === null) {
    delete world.guests[guest.vmid];
    return;
  }
  if (world.nodes[node]?.online !== true) throw new Error(`no node ${node} is online`);
  takeReplica(world, guest, node);
  const stuck = drives(guest.config).find((drive) => !isCdrom(drive) && (world.volumes[drive.volid]?.node ?? node) !== node);
  if (stuck) throw new Error(`disk ${stuck.volid} is on node ${guest.node} only`);
  guest.node = node;
}
