import { driftConfig, syncConfig } from './watching.ts';

test('once a minute unless it is said otherwise, and each machine once an hour', () => {
  expect(syncConfig.parse(undefined)).toEqual({ intervalSeconds: 60 });
  expect(driftConfig.parse(undefined)).toEqual({ intervalSeconds: 60, roundMinutes: 60 });
});

test.each([1, 30, 60, 120, 600])('%i seconds are an interval', (intervalSeconds) => {
  expect(syncConfig.parse({ intervalSeconds })).toEqual({ intervalSeconds });
});

test.each([0, 7, 59, 90, 420, 3600, 1.5])('%d seconds are none: the clock has no such times, or it is too seldom', (intervalSeconds) => {
  expect(driftConfig.safeParse({ intervalSeconds }).success).toBe(false);
});
