import type { Call } from '../http/call.ts';
import type { StorageState } from '../state/storage.ts';
import type { Backup, World } from '../state/world.ts';
import type { TaskHandle } from '../tasks.ts';
import { backupVolid, snapshotName } from './backups.ts';
import { roomOn } from './storage-space.ts';
import { volumePath } from './volumes.ts';

/** A disk that is read back: from which storage, into which volume. */
interface Reading {
  node: string;
  storage: string;
  key: string;
  volid: string;
}

/** Ends the restore of a backup whose data is bad. */
export function failRead({ world }: Call, task: TaskHandle, backup: Backup, reading: Reading): never {
  const state = world.storages[reading.storage];
  if (!('datastore' in backup.place) && state !== undefined)
    throw new Error(`${vmaCommand(task.pid, volumePath(state, backupVolid(reading.storage, backup)))} failed: got timeout reading VMA header - corrupted?`);
  task.log('restore failed: reading file "/.chunks/3b5d/3b5d" failed: blob has wrong crc checksum');
  throw new Error(`${pbsCommand(backup, reading)} failed: exit code 255`);
}

/** Ends the restore onto a storage that the data has filled. The texts are from general knowledge of the product. */
export function requireRoomToFill({ world }: Call, task: TaskHandle, backup: Backup, reading: Reading): void {
  const target = world.volumes[reading.volid]?.storage ?? '';
  if (roomOn(world, target, reading.node) >= 0) return;
  const state = world.storages[reading.storage];
  task.log(`blk_pwrite failed at offset 1073741824 length 4194304 (-28) - No space left on device`);
  throw new Error(
    'datastore' in backup.place || state === undefined
      ? `${pbsCommand(backup, reading)} failed: exit code 255`
      : `${vmaCommand(task.pid, volumePath(state, backupVolid(reading.storage, backup)))} failed: exit code 133`,
  );
}

/** A cloud-init image always has the same name: what is left of one stands in the way. The texts are from general knowledge of the product. */
export function requireNew({ volumes }: World, state: StorageState, volid: string): void {
  if (volumes[volid] === undefined) return;
  const name = volid.split(/[:/]/).at(-1) ?? '';
  const { vgname = '', pool = '' } = state.options;
  if (state.type === 'lvmthin') throw new Error(`lvcreate '${vgname}/${name}' error:   Logical Volume "${name}" already exists in volume group "${vgname}"`);
  if (state.type === 'zfspool') throw new Error(`zfs error: cannot create '${pool}/${name}': dataset already exists`);
  if (state.type === 'rbd') throw new Error(`rbd create '${name}' error: rbd: create error: (17) File exists`);
  throw new Error(`disk image '${volumePath(state, volid)}' already exists`);
}

function pbsCommand(backup: Backup, { storage, key, volid }: Reading): string {
  return `command '/usr/bin/pbs-restore --repository ${storage} ${snapshotName(backup)} drive-${key}.img.fidx ${volid} --verbose --format raw --skip-zero'`;
}

/** Reads a compressed archive through its decompressor. */
function vmaCommand(pid: number, path: string): string {
  const folder = `/var/tmp/vzdumptmp${pid}`;
  const [, packed = ''] = /\.vma\.(zst|gz|lzo)$/.exec(path) ?? [];
  const unpack: Record<string, string> = { zst: 'zstd -q -d -c', gz: 'zcat', lzo: 'lzop -d -c' };
  const [before, from] = packed === '' ? ['', path] : [`${unpack[packed] ?? ''} ${path} | `, '-'];
  return `command 'set -o pipefail && ${before}vma extract -v -r ${folder}.fifo ${from} ${folder}'`;
}
