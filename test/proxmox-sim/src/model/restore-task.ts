import { randomUUID } from 'node:crypto';
import { ApiError } from '../http/api-error.ts';
import type { Call } from '../http/call.ts';
import { now } from '../simulator.ts';
import type { Backup, ConfigValue, Guest } from '../state/world.ts';
import type { TaskHandle } from '../tasks.ts';
import { findBackup, requireReachable, snapshotName } from './backups.ts';
import { boot } from './boot.ts';
import { requireBridge } from './bridge-permission.ts';
import { drives, formatDrive, formatNic, formatSize, isCdrom, isCloudInit, isDriveKey, newMac, nics, parseSize } from './guest-config.ts';
import type { Drive } from './guest-config.ts';
import { ensureAddresses } from './ipam.ts';
import { holds } from './permissions.ts';

interface RestoreOrder {
  guest: Guest;
  volid: string;
  /** null: each disk goes to the storage it was on. */
  storage: string | null;
  pool: string | null;
  unique: boolean;
  start: boolean;
  overrides: Record<string, ConfigValue>;
}

type Config = Record<string, ConfigValue>;

/** What the worker of a restore does. When it fails, the config file stays as it is: bare where it was new. */
export async function runRestore(call: Call, task: TaskHandle, order: RestoreOrder): Promise<void> {
  const { guest } = order;
  try {
    await call.sim.locks.with(guest.vmid, 10_000, () => restore(call, task, order));
  } catch (error) {
    delete guest.config['lock'];
    task.log(
      'error before or during data restore, some or all disks were not completely restored. ' + `VM ${guest.vmid} state is NOT cleaned up.`,
    );
    throw error instanceof ApiError && error.status === 403 ? new Error(`403 ${error.message}`, { cause: error }) : error;
  }
  if (!order.start) return;
  try {
    boot(call.sim, guest);
  } catch (error) {
    // Observed in the source: a start that fails is only printed, the task ends OK.
    task.log(error instanceof Error ? error.message : String(error));
  }
}

async function restore(call: Call, task: TaskHandle, order: RestoreOrder): Promise<void> {
  const { sim, world } = call;
  const { guest } = order;
  if (guest.running !== null) throw new Error(`unable to restore VM ${guest.vmid} - vm is running`);
  const storage = order.volid.split(':', 1)[0] ?? '';
  const backup = findBackup(world, order.volid, guest.node);
  if (backup === null) throw new Error(`volume '${order.volid}' does not exist`);
  readManifest(call, task, storage, backup);
  await task.wait(sim.delays.restore / 4);
  const made = allocate(call, task, order, backup);
  try {
    for (const [index, { key, volid }] of made.entries()) {
      await task.wait((sim.delays.restore * 3) / 4 / made.length);
      requireReachable(world, storage);
      const size = world.volumes[volid]?.size ?? 0;
      if (backup.corrupt && index === made.length - 1) failRead(task, storage, backup, key, volid);
      task.log(
        `progress 100% (read ${size} bytes, zeroes = 70% (${Math.round(size * 0.7)} bytes), duration ${Math.ceil(sim.delays.restore / 1000)} sec)`,
      );
      task.log(`restore image complete (bytes=${size}, duration=${(sim.delays.restore / 1000).toFixed(2)}s, speed=0.00MB/s)`);
    }
    // Last of all, so a restore that fails before has none of the caller's values.
    const config = { ...rewritten(backup, made, order.unique), ...order.overrides };
    for (const nic of nics(config)) requireBridge(call, nic.bridge);
    guest.config = config;
  } catch (error) {
    for (const { volid } of made) delete world.volumes[volid];
    throw error;
  }
  guest.pending = {};
  guest.contents = structuredClone(backup.contents);
  if (order.unique) ensureAddresses(world, guest);
  const pool = order.pool === null ? undefined : world.pools[order.pool];
  if (pool !== undefined && !pool.vms.includes(guest.vmid)) pool.vms.push(guest.vmid);
}

/** Index and config are read first; an unfinished backup has none, an encrypted one needs its key. */
function readManifest(call: Call, task: TaskHandle, storage: string, backup: Backup): void {
  const { options } = call.world.storages[storage] ?? { options: {} as Record<string, string> };
  const command = `command '/usr/bin/proxmox-backup-client restore '--crypt-mode=none' ${snapshotName(backup)} index.json /var/tmp/vzdumptmp${now()}_${backup.vmid}/index.json --repository ${repository(options)}' failed: exit code 255`;
  if (!backup.complete) {
    task.log(`Error: unable to load blob '"index.json.blob"' - No such file or directory (os error 2)`);
    throw new Error(command);
  }
  if (backup.encrypted === null || backup.encrypted === options['encryption-key']) return;
  task.log(`Error: missing key - manifest was created with key ${backup.encrypted}`);
  throw new Error(command);
}

function repository(options: Record<string, string>): string {
  return `${options['username'] ?? ''}@${options['server'] ?? ''}:${options['datastore'] ?? ''}`;
}

function failRead(task: TaskHandle, storage: string, backup: Backup, key: string, volid: string): never {
  if (!('datastore' in backup.place))
    throw new Error(
      `command 'set -o pipefail && vma extract -v -r /var/tmp/vzdumptmp.fifo ${storage} /var/tmp/vzdumptmp' failed: got timeout reading VMA header - corrupted?`,
    );
  task.log('restore failed: reading file "/.chunks/3b5d/3b5d" failed: blob has wrong crc checksum');
  throw new Error(
    `command '/usr/bin/pbs-restore --repository ${storage} ${snapshotName(backup)} drive-${key}.img.fidx ${volid} --verbose --format raw --skip-zero' failed: exit code 255`,
  );
}

/** Makes the volumes of all drives that the backup holds; with `force` the old disks of the guest go first. */
function allocate(call: Call, task: TaskHandle, order: RestoreOrder, backup: Backup): Drive[] {
  const { world, identity } = call;
  const { guest } = order;
  const wanted = drives(backup.config)
    .filter((drive) => drive.options['backup'] !== '0' && (!isCdrom(drive) || isCloudInit(drive)))
    .map((drive) => ({ drive, storage: order.storage ?? drive.volid.split(':', 1)[0] ?? '' }));
  for (const { storage } of wanted) {
    const state = world.storages[storage];
    if (state === undefined) throw new Error(`storage '${storage}' does not exist`);
    if (!state.content.includes('images')) throw new Error(`Content type 'images' is not available on storage '${storage}'`);
    if (!holds(world, identity, `/storage/${storage}`, 'Datastore.AllocateSpace'))
      throw new Error(`403 Permission check failed (/storage/${storage}, Datastore.AllocateSpace)`);
  }
  for (const [volid, volume] of Object.entries(world.volumes)) if (volume.vmid === guest.vmid) delete world.volumes[volid];
  let disk = 0;
  return wanted.map(({ drive, storage }) => {
    const cloudInit = isCloudInit(drive);
    const volid = `${storage}:vm-${guest.vmid}-${cloudInit ? 'cloudinit' : `disk-${disk++}`}`;
    const size = cloudInit ? 4 * 1024 ** 2 : parseSize(drive.options['size'] ?? '0');
    const node = world.storages[storage]?.shared === true ? null : guest.node;
    world.volumes[volid] = { storage, node, vmid: guest.vmid, size, format: 'raw', content: 'images', ctime: now(), parent: null };
    if (!cloudInit) task.log(`new volume ID is '${volid}'`);
    return { ...drive, volid, options: { ...drive.options, ...(cloudInit ? {} : { size: formatSize(size) }) } };
  });
}

/** The config of the backup with its new volumes. A drive that was not backed up is left out, other CD-ROMs stay. */
function rewritten(backup: Backup, made: readonly Drive[], unique: boolean): Config {
  const config: Config = {};
  for (const [key, value] of Object.entries(backup.config)) {
    if (['lock', 'parent', 'digest'].includes(key) || /^unused\d+$/.test(key)) continue;
    if (!isDriveKey(key)) config[key] = value;
    else {
      const drive = made.find((item) => item.key === key);
      const cdrom = drives({ [key]: value }).some(isCdrom);
      if (drive !== undefined) config[key] = formatDrive(drive);
      else if (cdrom) config[key] = value;
    }
  }
  if (config['vmgenid'] !== undefined) config['vmgenid'] = randomUUID();
  if (!unique) return config;
  for (const nic of nics(config)) config[nic.key] = formatNic({ ...nic, mac: newMac() });
  config['smbios1'] = `uuid=${randomUUID()}`;
  return config;
}
