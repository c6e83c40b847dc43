import { randomUUID } from 'node:crypto';
import { die, forbidden } from '../http/api-error.ts';
import { flag, number, optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { drives, formatDrive, formatNic, formatSize, guestOn, isCdrom, isCloudInit, newMac, nics } from '../model/guest-config.ts';
import type { Drive } from '../model/guest-config.ts';
import { requireBridge } from '../model/bridge-permission.ts';
import { ensureAddresses } from '../model/ipam.ts';
import { requireRoomToCopy, requireRoomToCreate, requireRoomToLink } from '../model/no-space.ts';
import type { Writing } from '../model/no-space.ts';
import { holds } from '../model/permissions.ts';
import { reach, requireEnabled } from '../model/reach.ts';
import { takenBy } from '../model/storage-space.ts';
import { newVolume, volumePath } from '../model/volumes.ts';
import { now } from '../simulator.ts';
import type { Volume } from '../state/storage.ts';
import type { Guest } from '../state/world.ts';
import type { TaskHandle } from '../tasks.ts';
import { isBaseImage } from '../model/volume-features.ts';
import { requirePool } from './pools.ts';

export const qemuCloneEndpoints: Endpoint[] = [{ method: 'POST', template: '/nodes/{node}/qemu/{vmid}/clone', handle: clone }];

/** The decisive check of the new id happens inside the task, so of two calls for one id both get a UPID. */
function clone(call: Call): string {
  const { sim, world } = call;
  const node = text(call, 'node');
  const vmid = number(call, 'vmid');
  const newid = number(call, 'newid');
  const pool = optionalText(call, 'pool');
  if (pool !== undefined) requirePool(call, pool);
  const target = optionalText(call, 'target') ?? node;
  if (world.nodes[target] === undefined) die(`no such cluster node '${target}'`);
  if (world.guests[vmid]?.node !== node) die(`unable to find configuration file for VM ${vmid} on node '${node}'`);
  const source = sourceOf(guestOn(world, node, vmid), optionalText(call, 'snapname'));
  const full = flag(call, 'full', source.config['template'] !== 1);
  const storage = optionalText(call, 'storage');
  if (!full && storage !== undefined) die("parameter 'storage' not allowed for linked clones");
  if (storage !== undefined) requireEnabled(world, storage, target);
  if (source.config['lock'] !== undefined) die(`VM is locked (${source.config['lock']})`);
  requireStorages(call, source, storage);
  for (const nic of nics(source.config)) requireBridge(call, nic.bridge);
  if (world.guests[newid] !== undefined) die(`unable to create VM ${newid}: config file already exists`);
  if (!full) requireLinkable(source);
  requireShared(call, source, storage, node, target);

  return sim.tasks.start({
    node,
    type: 'qmclone',
    id: String(vmid),
    identity: call.identity,
    work: async (task) => {
      const make = async (): Promise<void> => {
        if (world.guests[newid] !== undefined) throw new Error(`unable to create VM ${newid}: config file already exists`);
        task.log(`creating a clone of VM ${vmid} with ID ${newid}`);
        const made = beginClone(call, source, newid);
        try {
          await copyDrives(call, task, source, made, full ? (storage ?? null) : 'linked');
        } catch (error) {
          for (const [volid, volume] of Object.entries(world.volumes)) if (volume.vmid === newid) delete world.volumes[volid];
          delete world.guests[newid];
          throw new Error(`clone failed: ${error instanceof Error ? error.message : String(error)}`);
        }
        delete made.config['lock'];
        ensureAddresses(world, made);
        made.node = target;
        // Last of all: until now a caller with rights on the pool only does not see the guest.
        if (pool !== undefined) world.pools[pool]?.vms.push(newid);
      };
      await sim.locks.with(newid, 1000, make, task.log);
    },
  });
}

/** A guest as it was when a snapshot of it was taken. */
function sourceOf(guest: Guest, snapname: string | undefined): Guest {
  if (snapname === undefined) return guest;
  const snapshot = guest.snapshots?.[snapname] ?? die(`snapshot '${snapname}' does not exist`);
  return { ...guest, config: snapshot.config, contents: snapshot.contents };
}

function requireStorages({ world, identity }: Call, source: Guest, storage: string | undefined): void {
  for (const drive of drives(source.config)) {
    const used = storage ?? world.volumes[drive.volid]?.storage;
    if (used !== undefined && !holds(world, identity, `/storage/${used}`, 'Datastore.AllocateSpace'))
      forbidden(`/storage/${used}`, ['Datastore.AllocateSpace']);
  }
}

/** Only a base image can be shared. */
function requireLinkable(source: Guest): void {
  for (const drive of drives(source.config)) {
    if (isCdrom(drive) || isBaseImage(drive.volid)) continue;
    die(`Linked clone feature is not supported for drive '${drive.key}'`);
  }
}

function requireShared({ world }: Call, source: Guest, storage: string | undefined, node: string, target: string): void {
  if (node === target) return;
  for (const drive of drives(source.config)) {
    const used = storage ?? world.volumes[drive.volid]?.storage ?? '';
    if (world.storages[used]?.shared !== true) die(`Can't clone VM to node '${target}' - ${drive.key} is on non-shared storage '${used}'`);
  }
}

/** First only the lock is there; the rest comes with the first copied drive. */
function beginClone(call: Call, source: Guest, newid: number): Guest {
  const made: Guest = {
    vmid: newid,
    node: source.node,
    config: { lock: 'clone', description: ' qmclone temporary file' },
    pending: {},
    running: null,
    contents: { ...structuredClone(source.contents), hostname: null, machineId: null },
    firewall: structuredClone(source.firewall),
  };
  call.world.guests[newid] = made;
  return made;
}

/** A drive enters the config when it has been copied. */
async function copyDrives(call: Call, task: TaskHandle, source: Guest, made: Guest, mode: string | null): Promise<void> {
  const { sim } = call;
  const todo = drives(source.config).toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const pause = sim.delays.clone / (todo.length + 1);
  await task.wait(pause);
  made.config = clonedConfig(call, source);
  for (const drive of todo) {
    const copied = isCdrom(drive) && !isCloudInit(drive) ? drive : await copyDrive(call, task, drive, made, mode, pause);
    made.config[drive.key] = formatDrive(copied);
  }
}

function clonedConfig(call: Call, source: Guest): Guest['config'] {
  const kept = Object.entries(source.config).filter(([key]) => !['template', 'parent', 'lock'].includes(key) && !/^unused\d+$/.test(key));
  const config = Object.fromEntries(kept.filter(([key]) => !drives(source.config).some((drive) => drive.key === key)));
  for (const nic of nics(source.config)) config[nic.key] = formatNic({ ...nic, mac: newMac() });
  const description = optionalText(call, 'description');
  return {
    ...config,
    name: optionalText(call, 'name') ?? `Copy-of-VM-${String(source.config['name'] ?? source.vmid)}`,
    ...(description === undefined ? {} : { description }),
    smbios1: `uuid=${randomUUID()}`,
    ...(source.config['vmgenid'] === undefined ? {} : { vmgenid: randomUUID() }),
    meta: `creation-qemu=10.1.2,ctime=${now()}`,
    lock: 'clone',
  };
}

async function copyDrive(call: Call, task: TaskHandle, drive: Drive, made: Guest, mode: string | null, pause: number): Promise<Drive> {
  const { sim, world } = call;
  const from = world.volumes[drive.volid];
  const linked = mode === 'linked' && !isCloudInit(drive);
  const { volid, volume } = copyOf(call, drive, made, mode);
  for (const touched of new Set([from?.storage ?? '', volume.storage])) await reach(sim, task, touched);
  task.log(`create ${linked ? 'linked' : 'full'} clone of drive ${drive.key} (${drive.volid})`);
  const writing = { storage: volume.storage, node: made.node, volid, bytes: takenBy({ ...volume, parent: linked ? drive.volid : null }) };
  if (linked) requireRoomToLink(world, task, writing, drive.volid);
  else requireRoomToCreate(world, writing, volume.size);
  world.volumes[volid] = volume;
  const name = volid.split(/[:/]/).at(-1) ?? '';
  const size = formatSize(volume.size);
  task.log(linked ? `clone ${drive.volid}: images, ${name}, ${made.vmid} to ${name}` : `allocated target volume '${volid}'`);
  if (linked || isCloudInit(drive)) await task.wait(pause);
  else {
    task.log(`transferred 0.0 B of ${size} (0.00%)`);
    await transfer(call, task, writing, [drive.volid, from?.format ?? volume.format], [volid, volume.format], pause);
    task.log(`transferred ${size} of ${size} (100.00%)`);
  }
  return { ...drive, volid, options: { ...drive.options, size } };
}

/** The volume that a drive is copied to. */
function copyOf(call: Call, drive: Drive, made: Guest, mode: string | null): { volid: string; volume: Volume } {
  const { world } = call;
  const from = world.volumes[drive.volid];
  const cloudInit = isCloudInit(drive);
  const storage = mode === null || mode === 'linked' ? (from?.storage ?? '') : mode;
  const base = mode === 'linked' && !cloudInit ? drive.volid : undefined;
  const asked = optionalText(call, 'format') ?? from?.format;
  const { volid, format } = newVolume(world, { storage, vmid: made.vmid, what: cloudInit ? 'cloudinit' : 'disk', format: asked, base });
  const state = world.storages[storage];
  const node = state?.shared === true ? null : made.node;
  // A thin snapshot lives on without its origin.
  const parent = state?.type === 'lvmthin' ? null : (base ?? null);
  const volume: Volume = { storage, node, vmid: made.vmid, size: from?.size ?? 0, format, content: 'images', ctime: now(), parent };
  return { volid, volume };
}

/** A copy that is cut off, or that fills its storage, is told by the command that made it. */
async function transfer(call: Call, task: TaskHandle, writing: Writing, from: readonly [string, string], to: readonly [string, string], pause: number): Promise<void> {
  try {
    requireRoomToCopy(call.world, task, writing);
    await task.wait(pause);
  } catch (error) {
    const path = ([volid]: readonly [string, string]): string => {
      const state = call.world.storages[volid.split(':', 1)[0] ?? ''];
      return state === undefined ? volid : volumePath(state, volid);
    };
    const limit = optionalText(call, 'bwlimit');
    const command = `/usr/bin/qemu-img convert -p -n ${limit === undefined ? '' : `-r ${limit}K `}-f ${from[1]} -O ${to[1]} ${path(from)} zeroinit:${path(to)}`;
    throw new Error(`copy failed: command '${command}' failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
