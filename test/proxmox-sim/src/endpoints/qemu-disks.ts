import { ApiError, die, forbidden } from '../http/api-error.ts';
import { flag, number, optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { drives, formatDrive, formatSize, guestOn, isCdrom } from '../model/guest-config.ts';
import type { Drive } from '../model/guest-config.ts';
import { holds } from '../model/permissions.ts';
import { requireWritableConfig } from '../model/quorum.ts';
import { requireUnlocked } from '../model/start-guest.ts';
import { newVolume } from '../model/volumes.ts';
import { now } from '../simulator.ts';
import type { Guest } from '../state/world.ts';
import type { TaskHandle } from '../tasks.ts';
import { change, keepUnused } from './qemu-config.ts';

const base = '/nodes/{node}/qemu/{vmid}';

export const qemuDiskEndpoints: Endpoint[] = [
  { method: 'POST', template: `${base}/move_disk`, handle: moveDisk },
  { method: 'PUT', template: `${base}/unlink`, handle: unlink },
];

function guestFor(call: Call): Guest {
  return guestOn(call.world, text(call, 'node'), number(call, 'vmid'));
}

/** The same as a change of the config that deletes these keys. */
function unlink(call: Call): null {
  change({ ...call, params: { ...call.params, delete: text(call, 'idlist') } }, guestFor(call));
  return null;
}

function moveDisk(call: Call): string {
  if (call.params['target-vmid'] !== undefined) throw new ApiError(501, 'giving a disk to another guest is not simulated');
  const { sim, world, identity } = call;
  const guest = guestFor(call);
  const storage = optionalText(call, 'storage') ?? die('either target storage or target VM needs to be provided');
  if (world.storages[storage] === undefined) die(`storage '${storage}' does not exist`);
  if (!holds(world, identity, `/storage/${storage}`, 'Datastore.AllocateSpace')) forbidden(`/storage/${storage}`, ['Datastore.AllocateSpace']);
  if (guest.config['lock'] !== undefined) die(`VM is locked (${guest.config['lock']})`);
  const drive = movable(call, guest, storage);
  return sim.tasks.start({
    node: guest.node,
    type: 'qmmove',
    id: String(guest.vmid),
    identity,
    work: (task) => sim.locks.with(guest.vmid, 10_000, () => move(call, task, guest, drive, storage), task.log),
  });
}

function movable(call: Call, guest: Guest, storage: string): Drive {
  const key = text(call, 'disk');
  const drive = drives(guest.config).find((item) => item.key === key) ?? die(`disk '${key}' does not exist`);
  if (isCdrom(drive)) die("you can't move a cdrom");
  const volume = call.world.volumes[drive.volid] ?? die(`disk '${key}' has no associated volume`);
  const format = optionalText(call, 'format');
  if (volume.storage === storage && (format === undefined || format === volume.format)) die("you can't move to the same storage with same format");
  const held = Object.values(guest.snapshots ?? {}).some(({ config }) => drives(config).some(({ volid }) => volid === drive.volid));
  if (held && flag(call, 'delete')) die("you can't move a disk with snapshots and delete the source");
  return drive;
}

/** The old disk stays as an unused one unless it is to be deleted. */
async function move(call: Call, task: TaskHandle, guest: Guest, drive: Drive, storage: string): Promise<void> {
  const { sim, world } = call;
  requireUnlocked(guest);
  const from = world.volumes[drive.volid];
  if (from === undefined) throw new Error(`volume '${drive.volid}' does not exist`);
  task.log(`create full clone of drive ${drive.key} (${drive.volid})`);
  const { volid, format } = newVolume(world, { storage, vmid: guest.vmid, what: 'disk', format: optionalText(call, 'format') ?? from.format });
  const node = world.storages[storage]?.shared === true ? null : guest.node;
  world.volumes[volid] = { ...from, storage, node, format, ctime: now(), parent: null };
  try {
    await task.wait(sim.delays.clone);
    requireWritableConfig(world, guest, task.pid);
  } catch (error) {
    delete world.volumes[volid];
    throw new Error(`storage migration failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  guest.config[drive.key] = formatDrive({ ...drive, volid, options: { ...drive.options, size: formatSize(from.size) } });
  if (flag(call, 'delete')) delete world.volumes[drive.volid];
  else keepUnused(guest, drive.volid);
}
