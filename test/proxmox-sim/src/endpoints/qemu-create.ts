import { randomUUID } from 'node:crypto';
import { ApiError, die, forbidden, invalid } from '../http/api-error.ts';
import { flag, number, optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { findBackup } from '../model/backups.ts';
import { requireBridge } from '../model/bridge-permission.ts';
import { boot } from '../model/boot.ts';
import { requireKey } from '../model/config-privileges.ts';
import { freshContents } from '../model/contents.ts';
import { drives, formatDrive, formatSize, isCdrom, isDriveKey, parseDrive, parseNic } from '../model/guest-config.ts';
import { ensureAddresses } from '../model/ipam.ts';
import { isIso, requireIso } from '../model/iso.ts';
import { holds, holdsAny } from '../model/permissions.ts';
import { requireReachable, touch } from '../model/reach.ts';
import { runRestore } from '../model/restore-task.ts';
import { requireBackup } from '../model/volume-access.ts';
import { now } from '../simulator.ts';
import type { ConfigValue, Guest } from '../state/world.ts';
import type { TaskHandle } from '../tasks.ts';
import { prepareValue } from './qemu-config.ts';

export const qemuCreateEndpoints: Endpoint[] = [{ method: 'POST', template: '/nodes/{node}/qemu', handle: createOrRestore }];

const notConfig = new Set(
  'node vmid archive storage force unique pool bwlimit start ha-managed live-restore import-working-storage'.split(' '),
);

/** Makes the config file, locked, before it answers; the rest is the task's. */
async function createOrRestore(call: Call): Promise<string> {
  const { identity, sim } = call;
  const node = text(call, 'node');
  const vmid = number(call, 'vmid');
  const archive = optionalText(call, 'archive');
  const values = configValues(call);
  requireRights(call, vmid, archive);
  if (archive !== undefined) await touch(sim, [archive.split(':', 1)[0] ?? '']);
  if (archive !== undefined) requireArchive(call, archive, values, vmid);
  const pool = optionalText(call, 'pool');
  for (const [key, value] of Object.entries(values)) {
    if (key === 'args') die("only root can set 'args' config");
    requireKey(call, vmid, key, String(value), pool);
    if (/^net\d+$/.test(key)) requireBridge(call, parseNic(key, String(value)).bridge);
    if (isDriveKey(key)) requireVolume(call, key, String(value));
  }
  const guest = claim(call, node, vmid, archive !== undefined);
  if (archive === undefined)
    return sim.tasks.start({
      node, type: 'qmcreate', id: String(vmid), identity,
      work: (task) => create(call, task, guest, values),
      cleanUp: () => takeBack(call, guest),
    });
  const overrides = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, prepareValue(call, guest, key, value)]));
  return sim.tasks.start({
    node,
    type: 'qmrestore',
    id: String(vmid),
    identity,
    work: (task) =>
      runRestore(call, task, {
        guest,
        volid: archive,
        storage: optionalText(call, 'storage') ?? null,
        pool: pool ?? null,
        unique: flag(call, 'unique'),
        start: flag(call, 'start'),
        overrides,
      }),
    // What is there by then stays.
    cleanUp: () => delete guest.config['lock'],
  });
}

function configValues({ params }: Call): Record<string, ConfigValue> {
  return Object.fromEntries(Object.entries(params).filter(([key]) => !notConfig.has(key))) as Record<string, ConfigValue>;
}

function requireRights(call: Call, vmid: number, archive: string | undefined): void {
  const { world, identity } = call;
  const pool = optionalText(call, 'pool');
  if (pool !== undefined && world.pools[pool] === undefined)
    throw new ApiError(403, `Permission check failed (pool '${pool}' does not exist)`);
  const storage = optionalText(call, 'storage');
  if (storage !== undefined && !holds(world, identity, `/storage/${storage}`, 'Datastore.AllocateSpace'))
    forbidden(`/storage/${storage}`, ['Datastore.AllocateSpace']);
  if (holds(world, identity, `/vms/${vmid}`, 'VM.Allocate')) return;
  if (pool !== undefined && holds(world, identity, `/pool/${pool}`, 'VM.Allocate')) return;
  const overOwn = archive !== undefined && flag(call, 'force') && world.guests[vmid] !== undefined;
  if (overOwn && holds(world, identity, `/vms/${vmid}`, 'VM.Backup')) return;
  forbidden();
}

function requireArchive(call: Call, archive: string, values: Record<string, ConfigValue>, vmid: number): void {
  if (flag(call, 'live-restore')) throw new ApiError(501, 'live-restore is not simulated');
  const drive = Object.keys(values).find(isDriveKey);
  if (drive !== undefined) invalid({ [drive]: "option conflicts with option 'archive'" });
  if (archive.startsWith('/')) die('Only root can pass arbitrary filesystem paths. at /usr/share/perl5/PVE/Storage.pm line 651.');
  const storage = archive.split(':', 1)[0] ?? '';
  if (call.world.storages[storage] === undefined) die(`storage '${storage}' does not exist`);
  if (!archive.startsWith(`${storage}:backup/`)) die(`unable to use volume ${archive} - content type needs to be 'backup'`);
  requireReachable(call.world, storage);
  const backup = findBackup(call.world, archive, text(call, 'node')) ?? die(`volume '${archive}' does not exist`);
  requireBackup(call, storage, backup, vmid);
}

/** A new disk takes room; an image to install from need only be read. */
function requireVolume({ world, identity }: Call, key: string, value: string): void {
  const storage = /^([^:/,]+):/.exec(value)?.[1];
  if (storage === undefined || storage === 'none') return;
  const image = isIso(parseDrive(key, value).volid);
  if (image && !isCdrom(parseDrive(key, value))) invalid({ [key]: "explicit 'media=cdrom' is required for iso images" });
  const privileges = image ? ['Datastore.AllocateSpace', 'Datastore.Audit'] : ['Datastore.AllocateSpace'];
  if (!holdsAny(world, identity, `/storage/${storage}`, privileges)) forbidden(`/storage/${storage}`, privileges);
}

/** The empty config under `lock: create`, or, with `force`, the one that is there. */
function claim(call: Call, node: string, vmid: number, restore: boolean): Guest {
  const { world } = call;
  const what = `unable to ${restore ? 'restore' : 'create'} VM ${vmid} -`;
  const found = world.guests[vmid];
  if (found !== undefined && (found.node !== node || !flag(call, 'force')))
    die(`${what} VM ${vmid} already exists on node '${found.node}'`);
  if (found?.config['lock'] !== undefined) die(`${what} VM is locked (${found.config['lock']})`);
  const guest: Guest = found ?? {
    vmid,
    node,
    config: {},
    pending: {},
    running: null,
    contents: freshContents(),
    firewall: { options: {}, rules: [], ipsets: {} },
  };
  guest.config['lock'] = 'create';
  world.guests[vmid] = guest;
  return guest;
}

/** A drive with an image as the config keeps it: with the size of that; null for everything else. */
function withImage({ world }: Call, guest: Guest, key: string, value: string): string | null {
  const drive = parseDrive(key, value);
  if (!isDriveKey(key) || !isIso(drive.volid)) return null;
  const { size } = requireIso(world, guest.node, drive.volid);
  return formatDrive({ ...drive, options: { ...drive.options, size: formatSize(size) } });
}

/** A creation that fails leaves nothing. */
function takeBack({ world }: Call, { vmid }: Guest): void {
  for (const [volid, volume] of Object.entries(world.volumes)) if (volume.vmid === vmid) delete world.volumes[volid];
  delete world.guests[vmid];
}

async function create(call: Call, task: TaskHandle, guest: Guest, values: Record<string, ConfigValue>): Promise<void> {
  const { sim, world } = call;
  try {
    await task.wait(sim.delays.config);
    for (const [key, value] of Object.entries(values)) {
      guest.config[key] = withImage(call, guest, key, String(value)) ?? prepareValue(call, guest, key, value);
      if (isDriveKey(key) && !isCdrom(parseDrive(key, String(value)))) task.log(`${key}: successfully created disk '${String(guest.config[key])}'`);
    }
  } catch (error) {
    takeBack(call, guest);
    throw new Error(`unable to create VM ${guest.vmid} - ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  const disks = drives(guest.config).filter((drive) => !isCdrom(drive));
  // Nothing is installed yet.
  if (drives(guest.config).some(({ volid }) => isIso(volid))) Object.assign(guest.contents, { agent: false, services: [], files: {} });
  guest.config['boot'] ??= `order=${disks.map((drive) => drive.key).join(';')}`;
  guest.config['smbios1'] ??= `uuid=${randomUUID()}`;
  guest.config['vmgenid'] ??= randomUUID();
  guest.config['meta'] = `creation-qemu=10.1.2,ctime=${now()}`;
  delete guest.config['lock'];
  ensureAddresses(world, guest);
  const pool = optionalText(call, 'pool');
  if (pool !== undefined) world.pools[pool]?.vms.push(guest.vmid);
  if (flag(call, 'start')) boot(sim, guest);
}
