import { nextRun } from './calendar.ts';

const friday = Date.parse('2026-11-20T03:00:00Z') / 1000;
const next = (schedule: string): string | null => {
  const found = nextRun(schedule, friday);
  return found === null ? null : new Date(found * 1000).toISOString().slice(0, 16);
};

test('forms that it does not know have no next run', () => {
  expect(next('*/5')).toBeNull();
  expect(next('nonsense')).toBeNull();
});

test('days and times', () => {
  expect(next('21:00')).toBe('2026-11-20T21:00');
  expect(next('02:30')).toBe('2026-11-21T02:30');
  expect(next('mon..fri 02:30')).toBe('2026-11-23T02:30');
  expect(next('fri..mon 02:30')).toBe('2026-11-21T02:30');
  expect(next('sun 01:00')).toBe('2026-11-22T01:00');
});
