import { nextRun } from '../../model/calendar.ts';
import { PbsError } from '../http/pbs-error.ts';

const hour = 3600;
const fixed: Record<string, string> = { daily: '00:00', weekly: 'mon 00:00' };

/** Takes what looks like a calendar event; which of them PBS would refuse is told by its parser only. */
export function requireSchedule(schedule: unknown): void {
  if (schedule === undefined || /\d|^(minutely|hourly|daily|weekly|monthly|yearly|quarterly|semiannually)$/.test(String(schedule))) return;
  throw new PbsError(400, `parameter verification failed - 'schedule': unable to parse calendar event '${String(schedule)}'`);
}

/** The second at which a schedule comes round after another; undefined where the simulator cannot tell, and without a schedule. */
export function nextEvent(schedule: unknown, after: number): number | undefined {
  if (schedule === undefined) return undefined;
  const text = String(schedule);
  if (text === 'hourly') return after - (after % hour) + hour;
  if (text === 'monthly') {
    const from = new Date(after * 1000);
    return Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1) / 1000;
  }
  return nextRun(fixed[text] ?? text, after) ?? undefined;
}
