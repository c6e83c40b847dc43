import { number, optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { drives, guestOn, isCdrom } from '../model/guest-config.ts';
import { hasVolumeFeature } from '../model/volume-features.ts';

export const qemuFeatureEndpoints: Endpoint[] = [{ method: 'GET', template: '/nodes/{node}/qemu/{vmid}/feature', handle: feature }];

/** Whether every disk can do it, and on which nodes all of them are. */
function feature(call: Call): unknown {
  const { world } = call;
  const guest = guestOn(world, text(call, 'node'), number(call, 'vmid'));
  const snapshot = optionalText(call, 'snapname');
  const config = snapshot === undefined ? guest.config : (guest.snapshots?.[snapshot]?.config ?? guest.config);
  const disks = drives(config).filter((drive) => !isCdrom(drive));
  const volumes = disks.flatMap(({ volid }) => world.volumes[volid] ?? []);
  return {
    nodes: Object.keys(world.nodes).filter((name) => volumes.every((volume) => volume.node === null || volume.node === name)),
    hasFeature: Number(disks.every(({ volid }) => hasVolumeFeature(world, volid, text(call, 'feature')))),
  };
}
