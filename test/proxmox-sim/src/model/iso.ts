import type { StorageFile } from '../state/storage.ts';
import type { World } from '../state/world.ts';
import { requireEnabled, requireReachable } from './reach.ts';

/** An image to install from: `local:iso/x.iso`. */
export const isIso = (volid: string): boolean => /^[^:/]+:iso\//.test(volid);

/** The image as a node sees it. The text of one that is missing is not recorded: it is that of other volumes that are missing. */
export function requireIso(world: World, node: string, volid: string): StorageFile {
  const [storage = ''] = volid.split(':');
  requireEnabled(world, storage, node);
  requireReachable(world, storage);
  const file = world.files?.[volid];
  if (file === undefined || (file.node !== null && file.node !== node)) throw new Error(`volume '${volid}' does not exist`);
  return file;
}
