import { numberOf, rowOf, rowsOf, textOf } from '../row.ts';

/** What is kept of the snapshots of a group. Seconds since 1970, bytes. */
export interface GroupSnapshots {
  count: number;
  /** Undefined when none is complete. */
  newest: number | undefined;
  size: number | undefined;
  /** The newest one that was verified, and when that was. */
  verified: { good: boolean; at: number | undefined } | null;
  /** How many failed their last verification. */
  bad: number;
}

/** Reduces the answer of `GET /admin/datastore/{store}/snapshots` for one group. Half-written snapshots have no size and do not count. */
export function reduceSnapshots(answer: unknown): GroupSnapshots {
  const all: GroupSnapshots = { count: 0, newest: undefined, size: undefined, verified: null, bad: 0 };
  let newestVerified = -1;
  for (const row of rowsOf(answer)) {
    const time = numberOf(row['backup-time']);
    const size = numberOf(row.size);
    if (time === undefined || size === undefined) continue;
    all.count += 1;
    if (all.newest === undefined || time > all.newest) {
      all.newest = time;
      all.size = size;
    }
    const { state, upid } = rowOf(row.verification);
    if (state === undefined) continue;
    const good = state === 'ok';
    if (!good) all.bad += 1;
    if (time <= newestVerified) continue;
    newestVerified = time;
    all.verified = { good, at: taskStart(textOf(upid)) };
  }
  return all;
}

/** When the task of a UPID began. A backup server's UPID has one number more than Proxmox VE's. */
function taskStart(upid: string): number | undefined {
  const hex = /^UPID:[^:]+:[0-9A-Fa-f]+:[0-9A-Fa-f]+:[0-9A-Fa-f]+:([0-9A-Fa-f]{8}):/.exec(upid)?.[1];
  return hex === undefined ? undefined : Number.parseInt(hex, 16);
}
