import type { StorageState, Volume } from '../state/storage.ts';
import type { World } from '../state/world.ts';
import { usedBytes } from './backups.ts';
import { isEnabled, isOn, isReachable } from './reach.ts';

export interface Space {
  total: number;
  used: number;
  /** Below 0: thin disks hold less than they promise. */
  free: number;
  active: boolean;
}

const none: Space = { total: 0, used: 0, free: 0, active: false };

/** Bytes that a volume takes where it lies. Disks are thin: of a full one three tenths are written, of a linked clone what differs from its base. */
export function takenBy({ size, parent, content }: Pick<Volume, 'size' | 'parent' | 'content'>): number {
  return content === 'images' ? Math.round(size * (parent === null ? 0.3 : 0.02)) : size;
}

/** The space of storages as their nodes see it. What fills them is summed up once. */
export function spaces(world: World): (storage: string, node: string) => Space {
  const filled = new Map<string, number>();
  const add = (storage: string, node: string | null, bytes: number): void => {
    const place = `${storage} ${node ?? ''}`;
    filled.set(place, (filled.get(place) ?? 0) + bytes);
  };
  for (const volume of Object.values(world.volumes)) add(volume.storage, volume.node, takenBy(volume));
  for (const { place, stored } of world.backups) if ('storage' in place) add(place.storage, place.node, stored);
  return (storage, node) => {
    const state = world.storages[storage];
    if (state === undefined || !isEnabled(state) || !isOn(state, node) || !isReachable(world, state)) return none;
    if (state.type === 'pbs') return datastoreSpace(world, state);
    const used = state.used + (filled.get(`${storage} ${state.shared ? '' : node}`) ?? 0);
    return filledBy(state.total, used);
  };
}

/** Bytes that still go onto a storage; below 0 when it holds more than it has room for. */
export function roomOn(world: World, storage: string, node: string): number {
  return spaces(world)(storage, node).free;
}

function filledBy(total: number, used: number): Space {
  return { total, used: Math.min(used, total), free: total - used, active: true };
}

function datastoreSpace(world: World, { options }: StorageState): Space {
  const store = options['datastore'] ?? '';
  const datastore = world.pbs.datastores[store];
  return datastore === undefined ? none : filledBy(datastore.total, usedBytes(world, store, datastore));
}
