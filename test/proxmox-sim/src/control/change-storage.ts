import { spaces } from '../model/storage-space.ts';
import { now } from '../simulator.ts';
import type { Simulator } from '../simulator.ts';
import type { StorageState } from '../state/storage.ts';
import type { World } from '../state/world.ts';
import { changePbs } from './change-pbs.ts';

/**
 * `{usedRatio?, full?, unreachable?, snippets?, free?}`. Fills a storage, on each of its nodes, to this part of it with what is no guest's and no backup;
 * `full: true` to the last byte, `full: false` empties it of that. `unreachable`: 'blocks', 'refuses', or null when it is back.
 * `snippets`: files by name, a text or null for none, as somebody placed them on every node.
 * `free`: volumes by name that root removes with `pvesm free`.
 */
export function changeStorage(sim: Simulator, name: string, body: Record<string, unknown>): StorageState {
  const state = sim.world.storages[name];
  if (state === undefined) throw new Error(`no storage ${name}`);
  const { usedRatio, full, unreachable, snippets, free } = body;
  if ([usedRatio, full, unreachable, snippets, free].every((each) => each === undefined))
    throw new Error('give usedRatio, full, unreachable, snippets or free');
  if (full !== undefined && typeof full !== 'boolean') throw new Error('full must be a boolean');
  if (![undefined, null, 'blocks', 'refuses'].includes(unreachable as string)) throw new Error("unreachable must be 'blocks', 'refuses' or null");
  const ratio = full === undefined ? usedRatio : Number(full);
  if (ratio !== undefined) fill(sim, name, state, ratio);
  if (snippets !== undefined) placeSnippets(sim, name, snippets as Record<string, string | null>);
  if (free !== undefined) freeVolumes(sim, (free as string[]).map((volume) => `${name}:${volume}`));
  if (unreachable === null) delete state.unreachable;
  else if (unreachable !== undefined) state.unreachable = unreachable as 'blocks' | 'refuses';
  sim.onChange();
  return state;
}

function freeVolumes({ world }: Simulator, volids: readonly string[]): void {
  for (const volid of volids) {
    if (world.volumes[volid] === undefined) throw new Error(`no volume ${volid}`);
    delete world.volumes[volid];
  }
}

function placeSnippets({ world }: Simulator, storage: string, snippets: Record<string, string | null>): void {
  world.files ??= {};
  for (const [file, text] of Object.entries(snippets)) {
    const volid = `${storage}:snippets/${file}`;
    if (text === null) delete world.files[volid];
    else world.files[volid] = { storage, node: null, content: 'snippets', format: 'snippet', size: Buffer.byteLength(text), ctime: now(), text };
  }
}

function fill(sim: Simulator, name: string, state: StorageState, ratio: unknown): void {
  if (typeof ratio !== 'number' || ratio < 0 || ratio > 1) throw new Error('usedRatio must be from 0 to 1');
  if (state.type === 'pbs') changePbs(sim, { datastore: state.options['datastore'] ?? '', usedRatio: ratio });
  else state.used = Math.max(0, Math.round(state.total * ratio) - leastHeld(sim.world, name, state));
}

/** Bytes of guests and backups on the node that holds the fewest, so that every node is as full as asked. */
function leastHeld(world: World, name: string, state: StorageState): number {
  const free = { ...state, used: 0 };
  delete free.unreachable;
  const spaceOf = spaces({ ...world, storages: { [name]: free } });
  const nodes = Object.keys(world.nodes).filter((node) => spaceOf(name, node).active);
  return nodes.length === 0 ? 0 : Math.min(...nodes.map((node) => free.total - spaceOf(name, node).free));
}
