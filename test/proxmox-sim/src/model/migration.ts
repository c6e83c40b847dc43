import type { Simulator } from '../simulator.ts';
import type { Guest, World } from '../state/world.ts';
import { halt } from './boot.ts';
import { drives, isCdrom, isCloudInit } from './guest-config.ts';
import type { Identity } from './identity.ts';
import { isQuorate, notReady } from './quorum.ts';
import { turnReplication } from './replication.ts';
import { startTask } from './start-guest.ts';

export interface LocalDisk {
  key: string;
  volid: string;
  size: number;
  cloudInit: boolean;
  cdrom: boolean;
}

/** The volumes that other nodes do not reach. */
export function localDisks({ volumes }: World, guest: Guest): LocalDisk[] {
  return drives(guest.config).flatMap((drive) => {
    const volume = volumes[drive.volid];
    if (volume === undefined || volume.node === null) return [];
    return [{ key: drive.key, volid: drive.volid, size: volume.size, cloudInit: isCloudInit(drive), cdrom: isCdrom(drive) }];
  });
}

/** An online migration takes local disks along only when told; a target that is off shows in the task. */
export function migrationTask(sim: Simulator, guest: Guest, target: string, options: { identity: Identity; withLocalDisks: boolean }): string {
  const { world } = sim;
  const { node, vmid } = guest;
  const to = world.nodes[target];
  return sim.tasks.start({
    node,
    type: 'qmigrate',
    id: String(vmid),
    identity: options.identity,
    work: (task) =>
      sim.locks.with(vmid, 10_000, async () => {
        task.log(`starting migration of VM ${vmid} to node '${target}' (${to?.ip ?? ''})`);
        const local = localDisks(world, guest);
        const abort = (reason: string): never => {
          task.log(`ERROR: migration aborted (duration 00:00:03): ${reason}`);
          throw new Error('migration aborted');
        };
        if (to?.online !== true) {
          await task.wait(sim.delays.noRoute);
          abort("Can't connect to destination address using public key");
        }
        if (guest.running !== null && local.some((disk) => !disk.cloudInit) && !options.withLocalDisks)
          abort("can't live migrate attached local disks without with-local-disks option");
        for (const disk of local) task.log(`found local disk '${disk.volid}' (attached)`);
        await task.wait(sim.delays.migrate);
        if (!isQuorate(world)) abort(notReady);
        for (const { volid } of local) Object.assign(world.volumes[volid] ?? {}, { node: target });
        guest.node = target;
        turnReplication(world, guest, node);
        task.log('migration finished successfully (duration 00:00:08)');
      }),
  });
}

const root = { user: 'root@pam', token: null };

/** What the HA manager does to bring a service to another node: it runs on, or (`online` false) is stopped here and started there. */
export function moveService(sim: Simulator, guest: Guest, target: string, online: boolean): void {
  const again = guest.running !== null && !online;
  if (again) halt(guest);
  const upid = migrationTask(sim, guest, target, { identity: root, withLocalDisks: false });
  if (again) void sim.tasks.ended(upid).then(() => startTask(sim, guest.node, guest.vmid, root));
}
