import { backupsIn } from '../../model/backups.ts';
import type { Backup, World } from '../../state/world.ts';

/** How far below a namespace another lies: 0 for itself, null when it is elsewhere. */
export function depthBelow(ns: string, top: string): number | null {
  if (ns === top) return 0;
  if (top !== '' && !ns.startsWith(`${top}/`)) return null;
  return ns.split('/').length - (top === '' ? 0 : top.split('/').length);
}

/** The backups of a datastore in a namespace and so many levels below it, grouped by nothing, newest last. */
export function backupsBelow(world: World, store: string, top: string, levels: number): Backup[] {
  return backupsIn(world, store)
    .filter(({ place }) => {
      const depth = 'datastore' in place ? depthBelow(place.ns, top) : null;
      return depth !== null && depth <= levels;
    })
    .sort((a, b) => a.time - b.time);
}

/** The namespace of a backup in a datastore. */
export function namespaceOf({ place }: Backup): string {
  return 'datastore' in place ? place.ns : '';
}
