import { now } from '../../clock.ts';
import { backupsIn } from '../../model/backups.ts';
import type { Datastore } from '../../state/pbs-state.ts';
import type { World } from '../../state/world.ts';
import { fleetTotals } from './fleet-snapshots.ts';

const step = 1800;
const count = 1440;
const day = 86_400;

/** How full a datastore was over the last 30 days, and when it will be full if that goes on. */
export interface History {
  history: number[];
  'history-start': number;
  'history-delta': number;
  'estimated-full-date': number;
}

/** Follows from when the backups were made that are there now. */
export function historyOf(world: World, store: string, datastore: Datastore): History {
  const last = now() - (now() % step);
  const start = last - (count - 1) * step;
  const used = new Array<number>(count).fill(datastore.base + datastore.pending);
  const grows = (time: number, bytes: number): void => {
    for (let index = Math.max(0, Math.ceil((time - start) / step)); index < count; index += 1) used[index] = (used[index] ?? 0) + bytes;
  };
  for (const backup of backupsIn(world, store)) grows(backup.time, backup.stored);
  const { fleet } = datastore;
  if (fleet !== undefined) {
    const perDay = fleetTotals(fleet).stored / fleet.snapshotsPerGroup;
    for (let back = 0; back < fleet.snapshotsPerGroup; back += 1) grows(fleet.at - back * day, perDay);
  }
  const history = used.map((bytes) => bytes / datastore.total);
  return { history, 'history-start': start, 'history-delta': step, 'estimated-full-date': fullDate(history, start) };
}

/** Where the straight line through the history reaches 1; 0 when it does not rise or fall. */
function fullDate(history: readonly number[], start: number): number {
  const meanX = (history.length - 1) / 2;
  const meanY = history.reduce((sum, value) => sum + value, 0) / history.length;
  let above = 0;
  let below = 0;
  for (const [index, value] of history.entries()) {
    above += (index - meanX) * (value - meanY);
    below += (index - meanX) ** 2;
  }
  const slope = above / below;
  // A line that is level but for rounding.
  if (Math.abs(slope) < 1e-15) return 0;
  return Math.floor(start + (meanX + (1 - meanY) / slope) * step);
}
