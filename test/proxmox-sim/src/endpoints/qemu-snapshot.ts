import { randomUUID } from 'node:crypto';
import { die } from '../http/api-error.ts';
import { flag, number, optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { boot } from '../model/boot.ts';
import { drives, guestOn, isCdrom } from '../model/guest-config.ts';
import { requireWritableConfig } from '../model/quorum.ts';
import { digestOf } from '../model/sdn-view.ts';
import { hasVolumeFeature } from '../model/volume-features.ts';
import { now } from '../simulator.ts';
import type { Guest, Snapshot } from '../state/world.ts';
import type { TaskHandle } from '../tasks.ts';

const base = '/nodes/{node}/qemu/{vmid}/snapshot';
const one = `${base}/{snapname}`;

export const qemuSnapshotEndpoints: Endpoint[] = [
  { method: 'GET', template: base, handle: listSnapshots },
  { method: 'POST', template: base, handle: (call) => inTask(call, 'qmsnapshot', take) },
  { method: 'DELETE', template: one, handle: (call) => inTask(call, 'qmdelsnapshot', remove) },
  { method: 'GET', template: `${one}/config`, handle: getConfig },
  { method: 'PUT', template: `${one}/config`, handle: putConfig },
  { method: 'POST', template: `${one}/rollback`, handle: (call) => inTask(call, 'qmrollback', rollBack) },
];

function guestFor(call: Call): Guest {
  return guestOn(call.world, text(call, 'node'), number(call, 'vmid'));
}

/** Newest first; last the present state. */
function listSnapshots(call: Call): unknown[] {
  const guest = guestFor(call);
  const rows = Object.entries(guest.snapshots ?? {}).map(([name, { snaptime, description, parent }]) => ({
    name,
    snaptime,
    description,
    vmstate: 0,
    ...(parent === null ? {} : { parent }),
  }));
  const current = {
    name: 'current',
    description: 'You are here!',
    running: Number(guest.running !== null),
    digest: digestOf(guest.config),
    ...(guest.parent === undefined ? {} : { parent: guest.parent }),
  };
  return [...rows.reverse(), current];
}

/** Whether the guest exists, is locked, or has such a snapshot shows only in the exit status. */
function inTask(call: Call, type: string, work: (call: Call, guest: Guest, name: string, task: TaskHandle) => Promise<void>): string {
  const name = text(call, 'snapname');
  if (type === 'qmsnapshot' && (name === 'current' || name === 'pending')) die(`unable to use snapshot name '${name}' (reserved name)`);
  const { sim, world, identity } = call;
  const vmid = number(call, 'vmid');
  return sim.tasks.start({
    node: text(call, 'node'),
    type,
    id: String(vmid),
    identity,
    work: (task) =>
      sim.locks.with(vmid, 10_000, async () => {
        const guest = guestFor(call);
        if (guest.config['lock'] !== undefined) throw new Error(`VM is locked (${guest.config['lock']})`);
        if (type !== 'qmsnapshot' && guest.snapshots?.[name] === undefined) throw new Error(missing(name));
        requireWritableConfig(world, guest, task.pid);
        await work(call, guest, name, task);
      }),
  });
}

function missing(name: string): string {
  return `snapshot '${name}' does not exist`;
}

async function take(call: Call, guest: Guest, name: string, task: TaskHandle): Promise<void> {
  if (guest.snapshots?.[name] !== undefined) throw new Error(`snapshot name '${name}' already used`);
  const disks = drives(guest.config).filter((item) => !isCdrom(item));
  if (disks.some(({ volid }) => call.world.volumes[volid] !== undefined && !hasVolumeFeature(call.world, volid, 'snapshot')))
    throw new Error('snapshot feature is not available');
  guest.config['lock'] = 'snapshot';
  for (const drive of disks) task.log(`snapshotting 'drive-${drive.key}' (${drive.volid})`);
  try {
    await task.wait(call.sim.delays.snapshot);
  } finally {
    delete guest.config['lock'];
  }
  guest.snapshots = {
    ...guest.snapshots,
    [name]: {
      snaptime: now(),
      description: optionalText(call, 'description') ?? '',
      parent: guest.parent ?? null,
      config: structuredClone(guest.config),
      contents: structuredClone(guest.contents),
    },
  };
  guest.parent = name;
}

async function remove(call: Call, guest: Guest, name: string, task: TaskHandle): Promise<void> {
  await task.wait(call.sim.delays.snapshot);
  const { [name]: gone, ...left } = guest.snapshots ?? {};
  if (gone === undefined) throw new Error(missing(name));
  for (const snapshot of Object.values(left)) if (snapshot.parent === name) snapshot.parent = gone.parent;
  if (guest.parent === name) adopt(guest, gone.parent);
  guest.snapshots = left;
}

/** A snapshot without RAM ends a running guest; `start` starts it again from the old disks. */
async function rollBack(call: Call, guest: Guest, name: string, task: TaskHandle): Promise<void> {
  await task.wait(call.sim.delays.snapshot);
  const snapshot = snapshotOf(guest, name);
  guest.running = null;
  guest.pending = {};
  guest.config = { ...structuredClone(snapshot.config), ...(snapshot.config['vmgenid'] === undefined ? {} : { vmgenid: randomUUID() }) };
  guest.contents = structuredClone(snapshot.contents);
  adopt(guest, name);
  if (flag(call, 'start')) boot(call.sim, guest);
}

function adopt(guest: Guest, parent: string | null): void {
  if (parent === null) delete guest.parent;
  else guest.parent = parent;
}

function snapshotOf(guest: Guest, name: string): Snapshot {
  return guest.snapshots?.[name] ?? die(missing(name));
}

function getConfig(call: Call): unknown {
  const { config, snaptime, description, parent } = snapshotOf(guestFor(call), text(call, 'snapname'));
  return { ...config, snaptime, description, ...(parent === null ? {} : { parent }) };
}

function putConfig(call: Call): null {
  const guest = guestFor(call);
  const snapshot = snapshotOf(guest, text(call, 'snapname'));
  try {
    requireWritableConfig(call.world, guest, call.world.counters.pid);
  } catch (error) {
    die((error as Error).message);
  }
  snapshot.description = optionalText(call, 'description') ?? snapshot.description;
  return null;
}
