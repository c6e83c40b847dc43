import { die, invalid } from '../http/api-error.ts';
import { number, optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { requireRoomToCreate } from '../model/no-space.ts';
import { requireEnabled, requireReachable, touching } from '../model/reach.ts';
import { volumePath } from '../model/volumes.ts';
import { now } from '../simulator.ts';

export const storageAllocateEndpoints: Endpoint[] = [
  { method: 'POST', template: '/nodes/{node}/storage/{storage}/content', handle: touching(allocate) },
];

/** Makes an empty volume at once, without a task, and answers its volid. */
function allocate(call: Call): string {
  const { world } = call;
  const storage = text(call, 'storage');
  const node = text(call, 'node');
  const vmid = number(call, 'vmid');
  const filename = text(call, 'filename');
  const state = requireEnabled(world, storage, node);
  const ending = /\.(raw|qcow2|vmdk|subvol)$/.exec(filename)?.[1];
  const format = optionalText(call, 'format') ?? ending ?? 'raw';
  if (ending !== undefined && ending !== format) invalid({ format: `different storage formats (${format} != ${ending})` });
  if (state.type === 'pbs') die("can't allocate space in pbs storage");
  requireReachable(world, storage);
  // Observed: a folder takes any name.
  if (state.type !== 'dir' && !filename.startsWith(`vm-${vmid}-`)) die(`illegal name '${filename}' - should be 'vm-${vmid}-*'`);
  if (state.type !== 'dir' && format !== 'raw') die(`unsupported format '${format}'`);
  const volid = state.type === 'dir' ? `${storage}:${vmid}/${filename}` : `${storage}:${filename}`;
  if (world.volumes[volid] !== undefined) die(exists(call, volid));
  const size = sizeOf(text(call, 'size'));
  try {
    requireRoomToCreate(world, { storage, node, volid }, size);
  } catch (error) {
    die((error as Error).message);
  }
  world.volumes[volid] = { storage, node: state.shared ? null : node, vmid, size, format, content: 'images', ctime: now(), parent: null };
  return volid;
}

function exists({ world }: Call, volid: string): string {
  const storage = volid.split(':', 1)[0] ?? '';
  const state = world.storages[storage];
  const name = volid.slice(storage.length + 1);
  if (state?.type === 'dir') return `disk image '${volumePath(state, volid)}' already exists`;
  return state?.type === 'rbd'
    ? `rbd create '${name}' error: rbd: create error: (17) File exists`
    : `lvcreate '${state?.options['vgname'] ?? ''}/${name}' error:   Logical Volume "${name}" already exists in volume group "${state?.options['vgname'] ?? ''}"`;
}

/** KiB, unless it says M or G. */
function sizeOf(given: string): number {
  const power = given.endsWith('G') ? 3 : given.endsWith('M') ? 2 : 1;
  return Number.parseInt(given, 10) * 1024 ** power;
}
