import { optionalText } from '../http/call.ts';
import type { Call } from '../http/call.ts';
import { now } from '../simulator.ts';
import type { StorageState } from '../state/storage.ts';
import type { Backup, Guest } from '../state/world.ts';
import type { TaskHandle } from '../tasks.ts';
import { backupVolid, placeOf, removeBackup, samePlace, snapshotName } from './backups.ts';
import { hostnameOf } from './contents.ts';
import { drives, hasAgent, isCdrom, parseSize } from './guest-config.ts';
import { backupHasNoRoom } from './no-space.ts';
import { holds } from './permissions.ts';
import { requireWritableConfig } from './quorum.ts';
import { backupsToRemove, parseRetention } from './prune.ts';
import { reach, requireEnabled } from './reach.ts';
import { roomOn } from './storage-space.ts';

interface Order {
  node: string;
  storage: string;
  vmids: number[];
}

const gib = 1024 ** 3;

/** What the worker of a vzdump does. A guest that fails does not stop the others; the job then ends with `job errors`. */
export async function runVzdump(call: Call, task: TaskHandle, order: Order): Promise<void> {
  const { sim, world, identity } = call;
  const state = await usableStorage(call, task, order);
  for (const vmid of order.vmids) {
    if (world.guests[vmid] !== undefined && !holds(world, identity, `/vms/${vmid}`, 'VM.Backup'))
      throw new Error(`403 Permission check failed (/vms/${vmid}, VM.Backup)\n`);
  }
  task.log(`INFO: starting new backup job: vzdump ${order.vmids.join(' ')} --node ${order.node} --storage ${order.storage}`);
  await holdNode(call, task, order.node, async () => {
    let failed = false;
    for (const vmid of order.vmids) {
      try {
        await sim.locks.with(vmid, 10_000, () => backUp(call, task, order, state, vmid));
      } catch (error) {
        failed = true;
        task.log(`ERROR: Backup of VM ${vmid} failed - ${error instanceof Error ? error.message : String(error)}`);
        task.log(`INFO: Failed at ${localTime(now())}`);
      }
    }
    task.log(failed ? 'INFO: Backup job finished with errors' : 'INFO: Backup job finished successfully');
    if (failed) throw new Error('job errors');
  });
}

async function usableStorage({ sim, world }: Call, task: TaskHandle, { storage, node }: Order): Promise<StorageState> {
  const missing = `storage '${storage}' does not exist`;
  const state = world.storages[storage];
  const prefix = `could not get storage information for '${storage}'`;
  if (state === undefined) throw new Error(`could not activate storage '${storage}': ${missing}\n${prefix}: ${missing}`);
  if (!state.content.includes('backup')) throw new Error(`${prefix}: can't use storage '${storage}' for backups - wrong content type`);
  try {
    requireEnabled(world, storage, node);
    await reach(sim, task, storage);
  } catch (error) {
    throw new Error(`could not activate storage '${storage}': ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  return state;
}

/** The global lock of vzdump on a node. */
async function holdNode(call: Call, task: TaskHandle, node: string, work: () => Promise<void>): Promise<void> {
  const { vzdumpOn } = call.sim;
  const deadline = Date.now() + Number(call.params['lockwait'] ?? 180) * 60_000;
  if (vzdumpOn.has(node)) task.log('INFO: trying to get global lock - waiting...');
  while (vzdumpOn.has(node)) {
    if (Date.now() > deadline) throw new Error("can't acquire lock '/var/run/vzdump.lock' - got timeout");
    await task.wait(Math.min(call.sim.delays.backup, 200));
  }
  vzdumpOn.add(node);
  try {
    await work();
  } finally {
    vzdumpOn.delete(node);
  }
}

async function backUp(call: Call, task: TaskHandle, order: Order, state: StorageState, vmid: number): Promise<void> {
  const { sim, world } = call;
  const guest = world.guests[vmid];
  if (guest === undefined) throw new Error(`unable to find VM '${vmid}'`);
  if (guest.config['lock'] !== undefined) throw new Error(`VM is locked (${guest.config['lock']})`);
  const started = now();
  const backup = begin(call, order, state, guest);
  const volid = backupVolid(order.storage, backup);
  task.log(`INFO: Starting Backup of VM ${vmid} (qemu)`);
  task.log(`INFO: Backup started at ${localTime(started)}`);
  task.log(`INFO: status = ${guest.running === null ? 'stopped' : 'running'}`);
  requireWritableConfig(world, guest, task.pid);
  task.log(`INFO: backup mode: ${guest.running === null ? 'stop' : (optionalText(call, 'mode') ?? 'snapshot')}`);
  task.log('INFO: ionice priority: 7');
  task.log(`INFO: VM Name: ${String(guest.config['name'] ?? `VM ${vmid}`)}`);
  for (const drive of drives(backup.config).filter((item) => !isCdrom(item)))
    task.log(
      drive.options['backup'] === '0'
        ? `INFO: exclude disk '${drive.key}' '${drive.volid}' (backup=no)`
        : `INFO: include disk '${drive.key}' '${drive.volid}' ${drive.options['size'] ?? ''}`,
    );
  task.log(
    state.type === 'pbs'
      ? `INFO: creating Proxmox Backup Server archive '${snapshotName(backup)}'`
      : `INFO: creating vzdump archive '${volid}'`,
  );
  if (guest.running !== null && hasAgent(guest.running.config) && guest.contents.agent && guest.running.agentFrom <= now()) {
    task.log("INFO: issuing guest-agent 'fs-freeze' command");
    task.log("INFO: issuing guest-agent 'fs-thaw' command");
  }
  guest.config['lock'] = 'backup';
  const room = roomOn(world, order.storage, order.node);
  world.backups.push(backup);
  try {
    for (const percent of [25, 50, 75, 100]) {
      await task.wait(sim.delays.backup / 4);
      await reach(sim, task, order.storage);
      if ((backup.stored * percent) / 100 > room) throw backupHasNoRoom(world, task, order.storage, backup.format);
      const done = (backup.size * percent) / 100 / gib;
      task.log(`INFO: ${percent}% (${done.toFixed(1)} GiB of ${(backup.size / gib).toFixed(1)} GiB) in ${now() - started}s`);
    }
  } catch (error) {
    // Both servers drop what a broken connection or an abort left half written.
    world.backups = world.backups.filter((item) => item !== backup);
    throw error;
  } finally {
    if (guest.config['lock'] === 'backup') delete guest.config['lock'];
  }
  backup.complete = true;
  prune(call, task, order.storage, state, backup);
  const seconds = now() - started;
  task.log(`INFO: Finished Backup of VM ${vmid} (${new Date(seconds * 1000).toISOString().slice(11, 19)})`);
  task.log(`INFO: Backup finished at ${localTime(now())}`);
}

/** Holds config and contents as they are at the start, however long the copying takes. */
function begin(call: Call, order: Order, state: StorageState, guest: Guest): Backup {
  const { world } = call;
  const place = placeOf(order.storage, state, order.node);
  const others = world.backups.filter((backup) => backup.vmid === guest.vmid && samePlace(backup.place, place));
  const ending =
    { '0': 'vma', '1': 'vma.lzo', lzo: 'vma.lzo', gzip: 'vma.gz', zstd: 'vma.zst' }[optionalText(call, 'compress') ?? '0'] ?? 'vma';
  const included = drives(guest.config).filter((drive) => !isCdrom(drive) && drive.options['backup'] !== '0');
  const size = included.reduce((sum, drive) => sum + parseSize(drive.options['size'] ?? '0'), 0);
  return {
    place,
    vmid: guest.vmid,
    // Its time is its name: a second one within the same second gets the next.
    time: Math.max(now(), ...others.map((backup) => backup.time + 1)),
    format: state.type === 'pbs' ? 'pbs-vm' : ending,
    size,
    stored: Math.round(size * (others.length === 0 ? 0.25 : 0.02)),
    notes: notesOf(call, guest, order.node),
    protected: call.params['protected'] === 1,
    owner: state.options['username'] ?? '',
    complete: false,
    corrupt: false,
    encrypted: state.options['encryption-key'] ?? null,
    verification: null,
    config: structuredClone(guest.config),
    contents: { ...structuredClone(guest.contents), hostname: hostnameOf(guest.contents, guest.config) },
    firewall: structuredClone(guest.firewall),
  };
}

function notesOf(call: Call, guest: Guest, node: string): string {
  const values: Record<string, string> = {
    cluster: call.world.cluster.name,
    guestname: String(guest.config['name'] ?? `VM ${guest.vmid}`),
    node,
    vmid: String(guest.vmid),
  };
  const template = optionalText(call, 'notes-template') ?? '';
  return template.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole).replaceAll('\\n', '\n');
}

function prune(call: Call, task: TaskHandle, storage: string, state: StorageState, made: Backup): void {
  if (call.params['remove'] === 0) return;
  const retention = parseRetention(optionalText(call, 'prune-backups') ?? state.options['prune-backups'] ?? 'keep-all=1');
  if (retention === null) return;
  const group = call.world.backups.filter((backup) => backup.vmid === made.vmid && samePlace(backup.place, made.place));
  for (const backup of backupsToRemove(group, retention)) {
    task.log(`INFO: removing backup '${backupVolid(storage, backup)}'`);
    removeBackup(call.world, backup);
  }
}

function localTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
}
