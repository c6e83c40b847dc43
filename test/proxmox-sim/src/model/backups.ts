import { fleetTotals } from '../pbs/model/fleet-snapshots.ts';
import type { Datastore } from '../state/pbs-state.ts';
import type { StorageState } from '../state/storage.ts';
import type { Backup, World } from '../state/world.ts';
import { requireReachable } from './reach.ts';

/** Where the backups of a storage lie: its datastore and namespace, or the storage itself. */
export function placeOf(storage: string, state: StorageState, node: string): Backup['place'] {
  return state.type === 'pbs'
    ? { datastore: state.options['datastore'] ?? '', ns: state.options['namespace'] ?? '' }
    : { storage, node: state.shared ? null : node };
}

export function samePlace(a: Backup['place'], b: Backup['place']): boolean {
  return 'datastore' in a
    ? 'datastore' in b && a.datastore === b.datastore && a.ns === b.ns
    : 'storage' in b && a.storage === b.storage && a.node === b.node;
}

/** As PVE names it: `pbs:backup/vm/100/2026-01-02T03:04:05Z` or `local:backup/vzdump-qemu-100-2026_01_02-03_04_05.vma.zst`. */
export function backupVolid(storage: string, backup: Backup): string {
  const time = new Date(backup.time * 1000).toISOString();
  if ('datastore' in backup.place) return `${storage}:backup/${snapshotName(backup)}`;
  return `${storage}:backup/vzdump-qemu-${backup.vmid}-${time.slice(0, 10).replaceAll('-', '_')}-${time.slice(11, 19).replaceAll(':', '_')}.${backup.format}`;
}

/** `vm/100`: the group of a backup in its datastore. */
export function groupName(backup: Backup): string {
  return `${backup.type ?? 'vm'}/${backup.id ?? backup.vmid}`;
}

/** `vm/100/2026-01-02T03:04:05Z` */
export function snapshotName(backup: Backup): string {
  return `${groupName(backup)}/${new Date(backup.time * 1000).toISOString().slice(0, 19)}Z`;
}

/** Backups that a node sees on a storage, oldest first. Dies when their server cannot be reached. */
export function backupsOn(world: World, storage: string, node: string): Backup[] {
  const state = world.storages[storage];
  if (state === undefined || !state.content.includes('backup')) return [];
  requireReachable(world, storage);
  const place = placeOf(storage, state, node);
  return world.backups
    .filter((backup) => backup.type === undefined && samePlace(backup.place, place))
    .sort((a, b) => a.vmid - b.vmid || a.time - b.time);
}

export function findBackup(world: World, volid: string, node: string): Backup | null {
  const storage = volid.split(':', 1)[0] ?? '';
  return backupsOn(world, storage, node).find((backup) => backupVolid(storage, backup) === volid) ?? null;
}

/** Removed backups fill their datastore until the next garbage collection. */
export function removeBackup(world: World, backup: Backup): void {
  world.backups = world.backups.filter((item) => item !== backup);
  const datastore = 'datastore' in backup.place ? world.pbs.datastores[backup.place.datastore] : undefined;
  if (datastore !== undefined) datastore.pending += backup.stored;
}

export function usedBytes(world: World, store: string, datastore: Datastore): number {
  const stored = backupsIn(world, store).reduce((sum, backup) => sum + backup.stored, 0);
  return datastore.base + datastore.pending + stored + (datastore.fleet === undefined ? 0 : fleetTotals(datastore.fleet).stored);
}

export function backupsIn(world: World, store: string): Backup[] {
  return world.backups.filter(({ place }) => 'datastore' in place && place.datastore === store);
}
