import { waitForTask } from '@vigie/proxmox/tasks';
import { moveConfig } from '../../../proxmox-sim/src/control/move-config.ts';
import { drives, formatDrive, isCdrom } from '../../../proxmox-sim/src/model/guest-config.ts';
import type { World } from '../../../proxmox-sim/src/state/world.ts';
import type { SimulatedCluster } from '../../outcomes/simulated-cluster.ts';

const move = /^mv \/etc\/pve\/nodes\/([^/]+)\/qemu-server\/(\d+)\.conf (\S+)$/;
const ofNode = /^\/etc\/pve\/nodes\/([^/]+)\/qemu-server\/$/;

const free = /^pvesm free (\S+)$/;

/** Runs a command that Vigie shows; false when there is nothing left of what it moves or removes. */
export function runAsRoot({ sim, world }: SimulatedCluster, command: string): boolean {
  const freed = free.exec(command)?.[1];
  if (freed !== undefined) return world.volumes[freed] !== undefined && delete world.volumes[freed];
  const [, from, vmid = '', to = ''] = move.exec(command) ?? [];
  if (from === undefined) throw new Error(`nobody knows what this does: ${command}`);
  const guest = world.guests[vmid];
  if (guest?.node !== from) return false;
  moveConfig(sim, guest, ofNode.exec(to)?.[1] ?? null);
  return true;
}

/** Removes a machine in Proxmox, with all that goes with one. */
export async function removeGuest({ client, world }: SimulatedCluster, vmid: number): Promise<void> {
  const { node } = world.guests[vmid]!;
  world.guests[vmid]!.running = null;
  const pve = client();
  await waitForTask(pve, await pve.call<string>('DELETE', '/nodes/{node}/qemu/{vmid}', { node, vmid }), { deadlineMs: 10_000 });
}

/** Makes the disks of a machine lie in its node, where they are lost with it. */
export function putOnLocalDisks({ guests, volumes }: World, vmid: number): void {
  const guest = guests[vmid]!;
  for (const drive of drives(guest.config).filter((one) => !isCdrom(one))) {
    const volid = drive.volid.replace(/^[^:]+/, 'local-lvm');
    volumes[volid] = { ...volumes[drive.volid]!, storage: 'local-lvm', node: guest.node };
    delete volumes[drive.volid];
    guest.config[drive.key] = formatDrive({ ...drive, volid });
  }
}
