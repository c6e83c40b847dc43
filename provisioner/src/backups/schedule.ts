import { CronExpressionParser } from 'cron-parser';
import { validate } from 'node-cron';

/** The next time after `now`. Throws for an expression or a time zone that cannot be read, or that never comes true. */
export function nextDue(cron: string, timeZone: string, now: Date): Date {
  return CronExpressionParser.parse(cron, { currentDate: now, tz: timeZone }).next().toDate();
}

/**
 * The last time that was due, `now` included. Found by looking ahead from an earlier time: where the clocks change, looking back leaves out
 * a time that they jump over and takes one that comes twice for two.
 */
export function lastDue(cron: string, timeZone: string, now: Date): Date {
  const before = CronExpressionParser.parse(cron, { currentDate: now, tz: timeZone });
  before.prev();
  let last = before.prev().toDate();
  for (let next = nextDue(cron, timeZone, last); next <= now; next = nextDue(cron, timeZone, last)) last = next;
  return last;
}

/** What is wrong with a cron expression, null when it can be read and comes true some day. */
export function cronMistake(cron: string): string | null {
  // Two opinions: cron-parser also reads expressions that are not cron, such as H for "any".
  if (!validate(cron)) return 'not a cron expression';
  try {
    nextDue(cron, 'UTC', new Date());
    return null;
  } catch {
    return 'not a cron expression that ever comes true';
  }
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
