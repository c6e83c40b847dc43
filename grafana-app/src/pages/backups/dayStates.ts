import type { BackupRun, RestorePoint } from '@vigie/contract/backups';
import type { VmProtection } from '@vigie/contract/protection';

/**
 * `proven`: a restore test of that day's backup passed; `verified`: the backup server checked its data; `ok`: it is complete;
 * `expired`: it was made, and retention has removed it; `writing`: it is not complete yet; `failed`: its test, its verification or the
 * backup itself failed; `late`: at the day's end the newest backup was older than the RPO allows; `none`: nothing is known of that day.
 */
export type DayState = 'proven' | 'verified' | 'ok' | 'expired' | 'writing' | 'failed' | 'late' | 'none';

export interface Day {
  /** Its begin, in the reader's time zone. */
  start: Date;
  state: DayState;
  /** The newest backup of the day that is still on the storage. */
  point?: RestorePoint;
  /** The backup of the day that failed. */
  failedRun?: BackupRun;
}

/** The last `count` days, oldest first, each from its local midnight. */
export function lastDays(count: number, now: number): Date[] {
  const today = new Date(now);
  return Array.from(
    { length: count },
    (_, index) => new Date(today.getFullYear(), today.getMonth(), today.getDate() - (count - 1 - index)),
  );
}

/** Backups that Vigie made, as far as they were read: what retention has removed is known only from them. */
export interface RunHistory {
  runs: BackupRun[];
  /** Runs before this are not among them. */
  completeSince: number;
}

export function dayStates(
  { points, rpoSeconds, withinRpo }: Pick<VmProtection, 'points' | 'rpoSeconds' | 'withinRpo'>,
  history: RunHistory,
  days: Date[],
  now: number,
): Day[] {
  const times = [
    ...(points ?? []).filter(({ state }) => state === 'complete').map(({ takenAt }) => Date.parse(takenAt)),
    ...history.runs.filter(({ state }) => state === 'done').map(({ startedAt, createdAt }) => Date.parse(startedAt ?? createdAt)),
  ];
  return days.map((start, index) => {
    const end = days[index + 1]?.getTime() ?? Number.POSITIVE_INFINITY;
    const inDay = (instant: string) => Date.parse(instant) >= start.getTime() && Date.parse(instant) < end;
    const point = newest(points?.filter(({ takenAt }) => inDay(takenAt)) ?? []);
    const runs = history.runs.filter((run) => inDay(run.startedAt ?? run.createdAt));
    const failedRun = runs.find(({ state }) => state === 'failed');
    if (point !== undefined && (point.state === 'complete' || failedRun === undefined)) {
      return { start, state: pointState(point), point };
    }
    if (failedRun !== undefined) {
      return { start, state: 'failed', failedRun };
    }
    if (runs.some(({ state }) => state === 'done')) {
      return { start, state: points === null ? 'none' : 'expired' };
    }
    const isToday = index === days.length - 1;
    const late = isToday ? withinRpo === false : wasLate(times, Math.min(end, now), rpoSeconds) && start.getTime() >= history.completeSince;
    return { start, state: late && points !== null ? 'late' : 'none' };
  });
}

function pointState({ state, verification, test }: RestorePoint): DayState {
  if (state === 'incomplete') {
    return 'writing';
  }
  if (verification === 'failed' || test?.verdict === 'failed') {
    return 'failed';
  }
  if (test?.verdict === 'passed') {
    return 'proven';
  }
  return verification === 'ok' ? 'verified' : 'ok';
}

const newest = (points: RestorePoint[]): RestorePoint | undefined =>
  [...points].sort(
    (a, b) => Number(b.state === 'complete') - Number(a.state === 'complete') || Date.parse(b.takenAt) - Date.parse(a.takenAt),
  )[0];

/** Before the first backup nobody knows whether the machine was there, so it can't be late. */
function wasLate(times: number[], at: number, rpoSeconds: number): boolean {
  const before = times.filter((time) => time < at);
  return before.length > 0 && (at - Math.max(...before)) / 1000 > rpoSeconds;
}
