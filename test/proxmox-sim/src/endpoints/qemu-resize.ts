import { number, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { drives, formatDrive, formatSize, guestOn, isCdrom, parseSize } from '../model/guest-config.ts';
import { holds } from '../model/permissions.ts';
import { requireWritableConfig } from '../model/quorum.ts';
import { invalid } from '../http/api-error.ts';
import { requireRoomToGrow } from '../model/no-space.ts';
import { reach } from '../model/reach.ts';
import { takenBy } from '../model/storage-space.ts';

export const qemuResizeEndpoints: Endpoint[] = [{ method: 'PUT', template: '/nodes/{node}/qemu/{vmid}/resize', handle: resize }];

/** Everything but the privilege on the guest is checked by the worker, so each fault shows only in its exit status. */
function resize(call: Call): string {
  if (call.params['skiplock'] !== undefined) invalid({ skiplock: 'Only root may use this option.' });
  const { sim, world } = call;
  const node = text(call, 'node');
  const vmid = number(call, 'vmid');
  return sim.tasks.start({
    node,
    type: 'resize',
    id: String(vmid),
    identity: call.identity,
    work: async (task) => {
      const guest = guestOn(world, node, vmid);
      if (guest.config['lock'] !== undefined) throw new Error(`VM is locked (${guest.config['lock']})`);
      const key = text(call, 'disk');
      const drive = drives(guest.config).find((item) => item.key === key);
      if (drive === undefined) throw new Error(`disk '${key}' does not exist`);
      if (isCdrom(drive)) throw new Error("you can't resize a cdrom");
      const volume = world.volumes[drive.volid];
      if (volume === undefined) throw new Error(`volume '${drive.volid}' does not exist`);
      if (!holds(world, call.identity, `/storage/${volume.storage}`, 'Datastore.AllocateSpace')) {
        throw new Error(`403 Permission check failed (/storage/${volume.storage}, Datastore.AllocateSpace)`);
      }
      const asked = text(call, 'size');
      const size = asked.startsWith('+') ? volume.size + parseSize(asked.slice(1)) : parseSize(asked);
      if (size < volume.size) throw new Error('shrinking disks is not supported');
      await reach(sim, task, volume.storage);
      await task.wait(sim.delays.resize);
      const bytes = takenBy({ ...volume, size }) - takenBy(volume);
      requireRoomToGrow(world, { storage: volume.storage, node, volid: drive.volid, bytes });
      requireWritableConfig(world, guest, task.pid);
      volume.size = size;
      guest.config[key] = formatDrive({ ...drive, options: { ...drive.options, size: formatSize(size) } });
    },
  });
}
