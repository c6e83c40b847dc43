import { randomUUID } from 'node:crypto';
import { ApiError } from '../http/api-error.ts';
import type { Call } from '../http/call.ts';
import { now } from '../simulator.ts';
import type { Backup, ConfigValue, Guest } from '../state/world.ts';
import type { TaskHandle } from '../tasks.ts';
import { findBackup, snapshotName } from './backups.ts';
import { boot } from './boot.ts';
import { requireBridge } from './bridge-permission.ts';
import { drives, formatDrive, formatNic, formatSize, isCdrom, isCloudInit, isDriveKey, newMac, nics, parseSize } from './guest-config.ts';
import type { Drive } from './guest-config.ts';
import { ensureAddresses } from './ipam.ts';
import { requireRoomToCreate } from './no-space.ts';
import { holds } from './permissions.ts';
import { reach, requireEnabled } from './reach.ts';
import { requireNew, failRead, requireRoomToFill } from './restore-failures.ts';
import { newVolume } from './volumes.ts';

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
  await reach(sim, task, storage);
  const backup = findBackup(world, order.volid, guest.node);
  if (backup === null) throw new Error(`volume '${order.volid}' does not exist`);
  readManifest(call, task, storage, backup);
  await task.wait(sim.delays.restore / 4);
  const made = await allocate(call, task, order, backup);
  try {
    for (const [index, { key, volid }] of made.entries()) {
      await task.wait((sim.delays.restore * 3) / 4 / made.length);
      await reach(sim, task, storage);
      const size = world.volumes[volid]?.size ?? 0;
      const reading = { node: guest.node, storage, key, volid };
      if (backup.corrupt && index === made.length - 1) failRead(call, task, backup, reading);
      requireRoomToFill(call, task, backup, reading);
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
  if (backup.firewall !== undefined) guest.firewall = structuredClone(backup.firewall);
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

/** Makes the volumes of all drives that the backup holds; with `force` the disks of the old config go first. Others of the guest stay. */
async function allocate(call: Call, task: TaskHandle, order: RestoreOrder, backup: Backup): Promise<Drive[]> {
  const { sim, world, identity } = call;
  const { guest } = order;
  const wanted = drives(backup.config)
    .filter((drive) => drive.options['backup'] !== '0' && (!isCdrom(drive) || isCloudInit(drive)))
    .map((drive) => ({ drive, storage: order.storage ?? drive.volid.split(':', 1)[0] ?? '' }));
  for (const { storage } of wanted) {
    const state = requireEnabled(world, storage, guest.node);
    await reach(sim, task, storage);
    if (!state.content.includes('images')) throw new Error(`Content type 'images' is not available on storage '${storage}'`);
    if (!holds(world, identity, `/storage/${storage}`, 'Datastore.AllocateSpace'))
      throw new Error(`403 Permission check failed (/storage/${storage}, Datastore.AllocateSpace)`);
  }
  for (const { volid } of drives(guest.config)) if (world.volumes[volid]?.vmid === guest.vmid) delete world.volumes[volid];
  const made: Drive[] = [];
  // Empty volumes need hardly any room: what a storage takes for the first, it takes for all.
  const roomy = new Set<string>();
  for (const { drive, storage } of wanted) {
    const state = requireEnabled(world, storage, guest.node);
    const cloudInit = isCloudInit(drive);
    const asked = drive.options['format'] ?? /\.(qcow2|raw)$/.exec(drive.volid)?.[1];
    const { volid, format } = newVolume(world, { storage, vmid: guest.vmid, what: cloudInit ? 'cloudinit' : 'disk', format: asked });
    const size = cloudInit ? 4 * 1024 ** 2 : parseSize(drive.options['size'] ?? '0');
    const node = state.shared ? null : guest.node;
    try {
      requireNew(world, state, volid);
      if (!roomy.has(storage)) requireRoomToCreate(world, { storage, node: guest.node, volid }, size);
      roomy.add(storage);
    } catch (error) {
      for (const other of made) delete world.volumes[other.volid];
      throw error;
    }
    world.volumes[volid] = { storage, node, vmid: guest.vmid, size, format, content: 'images', ctime: now(), parent: null };
    if (!cloudInit) task.log(`new volume ID is '${volid}'`);
    made.push({ ...drive, volid, options: { ...drive.options, ...(cloudInit ? {} : { size: formatSize(size) }) } });
  }
  return made;
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
