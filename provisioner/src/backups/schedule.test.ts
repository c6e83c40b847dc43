import { cronMistake, isTimeZone, lastDue, nextDue } from './schedule.ts';

const at = (text: string) => new Date(text);
const due = (text: string) => at(text).toISOString();

test.each([
  ['a time that is now', '30 1 * * *', 'UTC', '2026-11-21T01:30:00Z', '2026-11-21T01:30:00Z'],
  ['a moment before it', '30 1 * * *', 'UTC', '2026-11-21T01:29:59.999Z', '2026-11-20T01:30:00Z'],
  ['another time zone', '30 1 * * *', 'Europe/Paris', '2026-11-21T12:00:00Z', '2026-11-21T00:30:00Z'],
  ['a time that the clocks jump over', '30 2 * * *', 'Europe/Paris', '2026-03-29T12:00:00Z', '2026-03-29T01:30:00Z'],
  ['a time that comes twice, before its second', '30 2 * * *', 'Europe/Paris', '2026-10-25T01:00:00Z', '2026-10-25T00:30:00Z'],
  ['a time that comes twice, after its second', '30 2 * * *', 'Europe/Paris', '2026-10-25T02:00:00Z', '2026-10-25T00:30:00Z'],
  ['every minute', '* * * * *', 'UTC', '2026-11-21T01:30:42Z', '2026-11-21T01:30:00Z'],
])('last due: %s', (_, cron, zone, now, expected) => {
  expect(lastDue(cron, zone, at(now)).toISOString()).toBe(due(expected));
});

test('next due is after now', () => {
  expect(nextDue('30 1 * * *', 'UTC', at('2026-11-21T01:30:00Z')).toISOString()).toBe(due('2026-11-22T01:30:00Z'));
});

test.each(['61 * * * *', 'a b c d e', '0 0 30 2 *', '0 0 31 4,6 *', '5-1 * * * *', 'H * * * *', '*/0 * * * *'])('%s is a mistake', (cron) => {
  expect(cronMistake(cron)).toMatch(/^not a cron expression/);
});

test.each(['* * * * *', '30 1 * * *', '*/5 1-3 * * mon-fri', '0 0 29 2 *'])('%s is none', (cron) => {
  expect(cronMistake(cron)).toBeNull();
});

test('time zones are those that the runtime knows', () => {
  expect(['UTC', 'Europe/Paris', 'Mars/Olympus', ''].map(isTimeZone)).toEqual([true, true, false, false]);
});
