import { die } from '../http/api-error.ts';
import { fleetTotals } from '../pbs/model/fleet-snapshots.ts';
import type { Datastore } from '../state/pbs-state.ts';
import type { Backup, StorageState, World } from '../state/world.ts';

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

export function requireReachable(world: World, storage: string): void {
  const state = world.storages[storage];
  if (state?.type !== 'pbs') return;
  const trouble = troubleOf(world.pbs.datastores[state.options['datastore'] ?? '']);
  if (world.pbs.online && trouble !== null) die(`${storage}: error fetching datastores - 400 Bad Request: ${trouble}`);
  if (world.pbs.online) return;
  const { server = '', port = '8007' } = state.options;
  die(`${storage}: error fetching datastores - 500 Can't connect to ${server}:${port} (No route to host)`);
}

/** Why a datastore cannot be used now, or null; one that is not there is no trouble of its own. */
export function troubleOf(datastore: Datastore | undefined): string | null {
  if (datastore === undefined) return null;
  if (typeof datastore.error === 'string') return datastore.error;
  const [, kind, message] =
    /^(?:type=)?(offline|delete|unmount)(?:,message=(.*))?$/.exec(String(datastore.config?.['maintenance-mode'] ?? '')) ?? [];
  return kind === undefined ? null : `datastore is in ${kind} maintenance mode${message === undefined ? '' : `: ${message}`}`;
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

/** Bytes of a storage; of its datastore when it is on PBS, and none while that cannot be reached. */
export function spaceOf(world: World, state: StorageState): { total: number; used: number; active: boolean } {
  if (state.type !== 'pbs') return { total: state.total, used: state.used, active: true };
  const store = state.options['datastore'] ?? '';
  const datastore = world.pbs.datastores[store];
  if (datastore === undefined || !world.pbs.online || troubleOf(datastore) !== null) return { total: 0, used: 0, active: false };
  return { total: datastore.total, used: usedBytes(world, store, datastore), active: true };
}
