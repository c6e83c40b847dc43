import { isCalendarEvent, nextRun } from './calendar.ts';

const friday = Date.parse('2026-11-20T03:00:00Z') / 1000;
const next = (schedule: string): string | null => {
  const found = nextRun(schedule, friday);
  return found === null ? null : new Date(found * 1000).toISOString().slice(0, 16);
};

test.each(['nonsense', '', 'mon..fr', 'monkey 01:00', '25:00', '12:60', '1:2:3:4', 'daily 03:30', '2026-13-01', '02:00 mon', '*/0', '17..8:00'])(
  '%p is no calendar event',
  (schedule) => {
    expect(isCalendarEvent(schedule)).toBe(false);
    expect(next(schedule)).toBeNull();
  },
);

test('an event that never comes has no next run', () => {
  expect(isCalendarEvent('2001-01-01')).toBe(true);
  expect(next('2001-01-01')).toBeNull();
});

test.each([
  ['21:00', '2026-11-20T21:00'],
  ['02:30', '2026-11-21T02:30'],
  ['mon..fri 02:30', '2026-11-23T02:30'],
  ['fri..mon 02:30', '2026-11-21T02:30'],
  ['sun 01:00', '2026-11-22T01:00'],
  ['sunday', '2026-11-22T00:00'],
  ['*/5', '2026-11-20T03:05'],
  ['8..17:00/30', '2026-11-20T08:00'],
  ['mon,thu *:15', '2026-11-23T00:15'],
  ['*-*-1 02:00', '2026-12-01T02:00'],
  ['12-24', '2026-12-24T00:00'],
  ['hourly', '2026-11-20T04:00'],
  ['monthly', '2026-12-01T00:00'],
])('%s comes at %s', (schedule, expected) => {
  expect(next(schedule)).toBe(expected);
});
