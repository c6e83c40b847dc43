import type { World } from '../state/world.ts';
import type { TaskHandle } from '../tasks.ts';
import { roomOn } from './storage-space.ts';
import { volumePath } from './volumes.ts';

/** What is about to be written onto a storage. The texts that a full storage gives are from general knowledge of the product. */
export interface Writing {
  storage: string;
  node: string;
  /** The volume that is made or grows. */
  volid: string;
  bytes: number;
}

const full = '(28) No space left on device';
/** ext4 keeps no file of 16 TiB. */
const largestFile = 16 * 1024 ** 4 - 1;

function nameOf(volid: string): string {
  return volid.split(/[:/]/).at(-1) ?? '';
}

function thinPoolFull(options: Record<string, string>): string {
  return `  Cannot create new thin volume, free space in thin pool ${options['vgname'] ?? ''}/${options['thinpool'] ?? ''} reached threshold.`;
}

function zfsFull({ pool = '' }: Record<string, string>, volid: string): string {
  return `zfs error: cannot create '${pool}/${nameOf(volid)}': out of space`;
}

/** An empty volume needs hardly any room: it fails only on a storage that is full to the last byte, or as a file that is too large. */
export function requireRoomToCreate(world: World, { storage, node, volid }: Omit<Writing, 'bytes'>, size: number): void {
  const state = world.storages[storage];
  if (state === undefined) return;
  const path = volumePath(state, volid);
  if (state.type === 'dir' && size > largestFile)
    throw new Error(`unable to create image: qemu-img: ${path}: The image size is too large for file format '${volid.split('.').at(-1) ?? 'raw'}'`);
  if (roomOn(world, storage, node) > 0) return;
  if (state.type === 'lvmthin') throw new Error(`lvcreate '${state.options['vgname'] ?? ''}/${nameOf(volid)}' error: ${thinPoolFull(state.options)}`);
  if (state.type === 'zfspool') throw new Error(zfsFull(state.options, volid));
  if (state.type === 'rbd') throw new Error(`rbd create '${nameOf(volid)}' error: rbd: create error: ${full}`);
  throw new Error(`unable to create image: qemu-img: ${path}: Could not create '${path}': No space left on device`);
}

/** A linked clone writes little more than its name. */
export function requireRoomToLink(world: World, task: TaskHandle, { storage, node, volid, bytes }: Writing, base: string): void {
  const state = world.storages[storage];
  if (state === undefined || roomOn(world, storage, node) >= bytes) return;
  if (state.type === 'lvmthin') throw new Error(`clone image '${state.options['vgname'] ?? ''}/${nameOf(base)}' error: ${thinPoolFull(state.options)}`);
  if (state.type === 'zfspool') throw new Error(zfsFull(state.options, volid));
  if (state.type === 'rbd') throw new Error(`rbd clone '${nameOf(base)}' error: rbd: clone error: ${full}`);
  const path = volumePath(state, volid);
  task.log(`qemu-img: ${path}: Could not write qcow2 header: No space left on device`);
  throw new Error(`command '/usr/bin/qemu-img create -b ${nameOf(base)} -F qcow2 -f qcow2 ${path}' failed: exit code 1`);
}

/** A copy into a volume that is there fails when its storage is full, after so many bytes. Throws what becomes of the command that copies. */
export function requireRoomToCopy(world: World, task: TaskHandle, { storage, node, bytes }: Writing): void {
  const room = roomOn(world, storage, node);
  if (room >= 0) return;
  task.log(`qemu-img: error while writing at byte ${Math.max(0, bytes + room)}: No space left on device`);
  throw new Error('exit code 1');
}

/** Only Ceph refuses to let a thin disk grow; elsewhere it grows into space that is not there. */
export function requireRoomToGrow(world: World, { storage, node, volid, bytes }: Writing): void {
  if (world.storages[storage]?.type !== 'rbd' || roomOn(world, storage, node) >= bytes) return;
  throw new Error(`rbd resize '${nameOf(volid)}' error: rbd: resize error: ${full}`);
}

/** What a backup says that fills its storage, in the log and as its reason. */
export function backupHasNoRoom(world: World, task: TaskHandle, storage: string, format: string): Error {
  const { type = 'dir', options = {} } = world.storages[storage] ?? {};
  if (type === 'pbs') {
    const chunk = `/mnt/datastore/${options['datastore'] ?? ''}/.chunks/bb9f/bb9f8df61474d25e71fa00722318cd387396ca1736605e1248821cc0de3d3af8.tmp_XXXXXX`;
    return new Error(
      `backup write data failed: command error: write_data upload error: pipelined request failed: mkstemp "${chunk}" failed: ENOSPC: No space left on device`,
    );
  }
  if (format === 'vma') return new Error('vma_queue_write: write error - No space left on device');
  task.log('zstd: error 70 : Write error : cannot write block : No space left on device');
  return new Error('vma_queue_write: write error - Broken pipe');
}
