import { die, invalid } from '../http/api-error.ts';
import { flag, number, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { drives, guestOn, isCdrom, isCloudInit } from '../model/guest-config.ts';
import { isQuorate, notReady } from '../model/quorum.ts';
import { turnReplication } from '../model/replication.ts';
import type { Guest } from '../state/world.ts';

const template = '/nodes/{node}/qemu/{vmid}/migrate';

export const qemuMigrateEndpoints: Endpoint[] = [
  { method: 'GET', template, handle: preconditions },
  { method: 'POST', template, handle: migrate },
];

function localDisks({ world }: Call, guest: Guest): { key: string; volid: string; size: number; cloudInit: boolean; cdrom: boolean }[] {
  return drives(guest.config).flatMap((drive) => {
    const volume = world.volumes[drive.volid];
    if (volume === undefined || volume.node === null) return [];
    return [{ key: drive.key, volid: drive.volid, size: volume.size, cloudInit: isCloudInit(drive), cdrom: isCdrom(drive) }];
  });
}

function preconditions(call: Call): unknown {
  const guest = guestOn(call.world, text(call, 'node'), number(call, 'vmid'));
  const others = Object.keys(call.world.nodes).filter((node) => node !== guest.node);
  return {
    running: Number(guest.running !== null),
    allowed_nodes: others,
    not_allowed_nodes: Object.fromEntries(others.map((node) => [node, {}])),
    local_resources: [],
    'mapped-resources': [],
    'mapped-resource-info': {},
    'has-dbus-vmstate': 1,
    local_disks: localDisks(call, guest).map(({ key, volid, size, cloudInit, cdrom }) => ({
      drivename: key,
      volid,
      size,
      cdrom: Number(cdrom),
      is_cloudinit: Number(cloudInit),
      is_attached: 1,
      is_unused: 0,
      is_tpmstate: 0,
      is_vmstate: 0,
      replicate: 1,
      shared: 0,
    })),
  };
}

/** An online migration takes local disks along only when told; a target that is off shows in the task. */
function migrate(call: Call): string {
  const { sim, world, identity } = call;
  const node = text(call, 'node');
  const target = text(call, 'target');
  if (target === node) invalid({ target: 'target is local node.' });
  const to = world.nodes[target] ?? die(`no such cluster node '${target}'`);
  const vmid = number(call, 'vmid');
  const guest = guestOn(world, node, vmid);
  if (guest.config['lock'] !== undefined) die(`VM is locked (${guest.config['lock']})`);
  if (guest.running !== null && !flag(call, 'online')) die("can't migrate running VM without --online");
  return sim.tasks.start({
    node,
    type: 'qmigrate',
    id: String(vmid),
    identity,
    work: (task) =>
      sim.locks.with(vmid, 10_000, async () => {
        task.log(`starting migration of VM ${vmid} to node '${target}' (${to.ip})`);
        const local = localDisks(call, guest);
        const abort = (reason: string): never => {
          task.log(`ERROR: migration aborted (duration 00:00:03): ${reason}`);
          throw new Error('migration aborted');
        };
        if (!to.online) {
          await task.wait(sim.delays.noRoute);
          abort("Can't connect to destination address using public key");
        }
        if (guest.running !== null && local.some((disk) => !disk.cloudInit) && !flag(call, 'with-local-disks'))
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
