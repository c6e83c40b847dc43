import { die, forbidden } from '../http/api-error.ts';
import { flag, optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { backupVolid, backupsOn, findBackup, removeBackup } from '../model/backups.ts';
import { holds, holdsAny } from '../model/permissions.ts';
import { backupsToRemove, parseRetention } from '../model/prune.ts';
import { isReachable, reach, requireEnabled, requireReachable, touching } from '../model/reach.ts';
import { takenBy } from '../model/storage-space.ts';
import { mayUseBackup, requireBackup } from '../model/volume-access.ts';
import { volumePath } from '../model/volumes.ts';
import type { Volume } from '../state/storage.ts';
import type { Backup, World } from '../state/world.ts';

const volumeTemplate = '/nodes/{node}/storage/{storage}/content/{volume}';
const prunePath = '/nodes/{node}/storage/{storage}/prunebackups';

export const storageContentEndpoints: Endpoint[] = [
  { method: 'GET', template: '/nodes/{node}/storage/{storage}/content', handle: touching(listContent) },
  { method: 'GET', template: volumeTemplate, handle: touching(getVolume) },
  { method: 'PUT', template: volumeTemplate, handle: touching(putVolume) },
  { method: 'DELETE', template: volumeTemplate, handle: deleteVolume },
  { method: 'GET', template: prunePath, handle: touching(previewPrune) },
  { method: 'DELETE', template: prunePath, handle: pruneBackups },
];

function requireStorage(call: Call): string {
  const storage = text(call, 'storage');
  requireEnabled(call.world, storage, text(call, 'node'));
  return storage;
}

function listContent(call: Call): unknown[] {
  requireReachable(call.world, requireStorage(call));
  const content = optionalText(call, 'content');
  return [
    ...(content === 'backup' ? [] : [...volumes(call, content), ...files(call, content)]),
    ...(content === undefined || content === 'backup' ? backups(call) : []),
  ];
}

/** What belongs to no guest. Snippets are shown to who owns the storage. A list of one guest's leaves out images to install from and container templates only. */
function files(call: Call, content: string | undefined): unknown[] {
  const ofGuest = call.params['vmid'] !== undefined;
  return Object.entries(call.world.files ?? {})
    .filter(([, file]) => file.storage === text(call, 'storage') && (file.node === null || file.node === text(call, 'node')))
    .filter(([, file]) => (content === undefined || file.content === content) && !(ofGuest && ['iso', 'vztmpl'].includes(file.content)))
    .filter(([, file]) => file.content !== 'snippets' || holdsAny(call.world, call.identity, `/storage/${file.storage}`, ['Datastore.Allocate']))
    .map(([volid, { storage: _, node: __, text: ___, ...file }]) => ({ volid, ...file }));
}

/** Disk images show only to who may change the disks of their guest. */
function volumes(call: Call, content: string | undefined): unknown[] {
  const vmid = call.params['vmid'];
  return Object.entries(call.world.volumes)
    .filter(([, volume]) => volume.storage === text(call, 'storage') && (volume.node === null || volume.node === text(call, 'node')))
    .filter(([, volume]) => (content === undefined || volume.content === content) && (vmid === undefined || volume.vmid === Number(vmid)))
    .filter(
      ([, volume]) =>
        holdsAny(call.world, call.identity, `/storage/${volume.storage}`, ['Datastore.Allocate']) ||
        holdsAny(call.world, call.identity, `/vms/${volume.vmid}`, ['VM.Config.Disk']),
    )
    .map(([volid, volume]) => volumeRow(call, volid, volume));
}

/** A file tells the file that it is based on. */
function volumeRow({ world }: Call, volid: string, { storage, node: _, ...volume }: Volume): Record<string, unknown> {
  const ofFile = volume.parent !== null && world.storages[storage]?.type === 'dir';
  return { volid, ...volume, used: takenBy(volume), ...(ofFile ? { parent: volume.parent?.replace(/^[^:]+:/, '../') } : {}) };
}

function backups(call: Call): unknown[] {
  const storage = text(call, 'storage');
  const vmid = call.params['vmid'];
  return backupsOn(call.world, storage, text(call, 'node'))
    .filter((backup) => (vmid === undefined || backup.vmid === Number(vmid)) && mayUseBackup(call, storage, backup))
    .map((backup) => row(storage, backup));
}

/** Of a backup in a PBS datastore that is still being written only the name is there, with size 1. */
function row(storage: string, backup: Backup): Record<string, unknown> {
  return {
    content: 'backup',
    volid: backupVolid(storage, backup),
    vmid: backup.vmid,
    subtype: 'qemu',
    format: backup.format,
    ctime: backup.time,
    size: backup.complete ? sizeOf(backup) : 1,
    ...(backup.notes === '' ? {} : { notes: backup.notes }),
    ...(backup.protected ? { protected: 1 } : {}),
    ...(backup.encrypted === null || !backup.complete ? {} : { encrypted: backup.encrypted }),
    ...(backup.verification === null ? {} : { verification: backup.verification }),
  };
}

/** PBS tells the size of the disks, a file is as large as what is in it. */
function sizeOf(backup: Backup): number {
  return 'datastore' in backup.place ? backup.size : backup.stored;
}

/** A volume may be given with or without its storage. */
function volidOf(call: Call): string {
  const volume = text(call, 'volume');
  return volume.includes(':') ? volume : `${text(call, 'storage')}:${volume}`;
}

function getVolume(call: Call): unknown {
  const storage = requireStorage(call);
  const volid = volidOf(call);
  const { world } = call;
  requireReachable(world, storage);
  const state = world.storages[storage] ?? die(`storage '${storage}' does not exist`);
  const path = volumePath(state, volid);
  const file = world.files?.[volid];
  if (file !== undefined) return { path, size: file.size, used: file.size, format: file.format };
  const volume = world.volumes[volid];
  if (volume !== undefined) return { path, size: volume.size, used: takenBy(volume), format: volume.format };
  const backup = findBackup(world, volid, text(call, 'node'));
  if (backup === null) die(`volume_size_info on '${volid}' failed - no format`);
  requireBackup(call, storage, backup);
  return {
    path,
    size: sizeOf(backup),
    used: sizeOf(backup),
    format: 'raw',
    protected: Number(backup.protected),
    ...(backup.notes === '' ? {} : { notes: backup.notes }),
  };
}

function putVolume(call: Call): null {
  const storage = requireStorage(call);
  const volid = volidOf(call);
  const backup = findBackup(call.world, volid, text(call, 'node')) ?? die(`volume '${volid}' does not exist`);
  requireBackup(call, storage, backup);
  backup.notes = optionalText(call, 'notes') ?? backup.notes;
  backup.protected = flag(call, 'protected', backup.protected);
  return null;
}

/** Asynchronous also where it fails: a protected backup and a base of clones show in the task only. A disk goes also when a guest names it. */
function deleteVolume(call: Call): string {
  const { world, sim, identity } = call;
  const storage = requireStorage(call);
  const volid = volidOf(call);
  const node = text(call, 'node');
  const found = storedBackup(call, volid);
  if (found !== null) requireBackup(call, storage, found);
  else if (!holds(world, identity, `/storage/${storage}`, 'Datastore.AllocateSpace'))
    forbidden(`/storage/${storage}`, ['Datastore.AllocateSpace']);
  const vmid = found?.vmid ?? /(?:qemu-|vm\/|vm-|base-)(\d+)/.exec(volid)?.[1] ?? '';
  return sim.tasks.start({
    node,
    type: 'imgdel',
    id: `${vmid}@${storage}`,
    identity,
    work: async (task) => {
      await reach(sim, task, storage);
      const backup = findBackup(world, volid, node);
      const name = volid.slice(storage.length + 1);
      if (backup?.protected === true) throw new Error(`cannot remove protected volume '${name}' on '${storage}'`);
      requireNoClones(world, volid);
      if (backup !== null) removeBackup(world, backup);
      // Observed: a volume that is not there is removed as well.
      delete world.volumes[volid];
      delete world.files?.[volid];
      task.log(`Removed volume '${volid}'`);
    },
  });
}

/** A storage that is not reached is the task's business. */
function storedBackup({ world, params }: Call, volid: string): Backup | null {
  const storage = String(params['storage']);
  const state = world.storages[storage];
  return state !== undefined && isReachable(world, state) ? findBackup(world, volid, String(params['node'])) : null;
}

function requireNoClones(world: World, volid: string): void {
  const child = Object.values(world.volumes).some((other) => other.parent === volid);
  if (child) throw new Error(`base volume '${volid.replace(/^[^:]+:/, '')}' is still in use by linked cloned`);
}

function marked(call: Call): { backup: Backup; mark: 'keep' | 'remove' | 'protected' }[] {
  const storage = requireStorage(call);
  const options = optionalText(call, 'prune-backups') ?? call.world.storages[storage]?.options['prune-backups'] ?? 'keep-all=1';
  const retention = parseRetention(options);
  const vmid = call.params['vmid'];
  const all = backupsOn(call.world, storage, text(call, 'node')).filter((backup) => vmid === undefined || backup.vmid === Number(vmid));
  const removed = new Set(
    retention === null ? [] : [...Map.groupBy(all, (backup) => backup.vmid).values()].flatMap((group) => backupsToRemove(group, retention)),
  );
  return all.map((backup) => ({ backup, mark: backup.protected ? 'protected' : removed.has(backup) ? 'remove' : 'keep' }));
}

function previewPrune(call: Call): unknown[] {
  const storage = text(call, 'storage');
  return marked(call).map(({ backup, mark }) => ({
    volid: backupVolid(storage, backup),
    vmid: backup.vmid,
    ctime: backup.time,
    type: 'qemu',
    mark,
  }));
}

function pruneBackups(call: Call): string {
  const storage = requireStorage(call);
  const { world, identity } = call;
  if (!holds(world, identity, `/storage/${storage}`, 'Datastore.Allocate')) {
    const vmid = Number(call.params['vmid'] ?? 0);
    if (!holds(world, identity, `/storage/${storage}`, 'Datastore.AllocateSpace'))
      forbidden(`/storage/${storage}`, ['Datastore.AllocateSpace']);
    if (!holds(world, identity, `/vms/${vmid}`, 'VM.Backup')) forbidden(`/vms/${vmid}`, ['VM.Backup']);
  }
  const vmid = optionalText(call, 'vmid');
  return call.sim.tasks.start({
    node: text(call, 'node'),
    type: 'prunebackups',
    id: vmid === undefined ? storage : `${vmid}@${storage}`,
    identity,
    work: async (task) => {
      await reach(call.sim, task, storage);
      for (const { backup, mark } of marked(call)) {
        if (mark !== 'remove') continue;
        task.log(`removing backup '${backupVolid(storage, backup)}'`);
        removeBackup(world, backup);
      }
    },
  });
}
