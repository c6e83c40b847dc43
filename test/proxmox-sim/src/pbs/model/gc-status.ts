import { backupsIn, usedBytes } from '../../model/backups.ts';
import type { Datastore } from '../../state/pbs-state.ts';
import type { World } from '../../state/world.ts';
import { fleetTotals } from './fleet-snapshots.ts';

const chunk = 4 * 1024 ** 2;

/** What the last garbage collection left, in the schema's words. */
export function gcStatus(world: World, store: string, datastore: Datastore): Record<string, unknown> {
  const backups = backupsIn(world, store);
  const disk = usedBytes(world, store, datastore);
  const fleet = datastore.fleet === undefined ? { snapshots: 0, size: 0 } : fleetTotals(datastore.fleet);
  return {
    ...(datastore.gc === null ? {} : { upid: datastore.gc.upid }),
    'index-file-count': backups.length + fleet.snapshots,
    'index-data-bytes': backups.reduce((sum, backup) => sum + backup.size, fleet.size),
    'disk-bytes': disk,
    'disk-chunks': Math.round(disk / chunk),
    'removed-bytes': datastore.gc?.removed ?? 0,
    'removed-chunks': Math.round((datastore.gc?.removed ?? 0) / chunk),
    'pending-bytes': datastore.pending,
    'pending-chunks': Math.round(datastore.pending / chunk),
    'removed-bad': 0,
    'still-bad': 0,
  };
}
