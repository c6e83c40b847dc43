import { bootTimes } from './boot-times.ts';

const kind = 'demo/debian-13';

test('of a kind that was never seen nothing is known, whatever others need', () => {
  const times = bootTimes();
  times.learn('demo/windows', 60_000);
  expect(times.notBefore(kind)).toBe(0);
});

test('it goes by the middle of what was seen: one that took long does not hold up the next', () => {
  const times = bootTimes();
  for (const ms of [10_000, 11_000, 90_000]) times.learn(kind, ms);
  expect(times.notBefore(kind)).toBe(8_800);
});

test('the last ten count: a template that became faster is known soon', () => {
  const times = bootTimes();
  for (let i = 0; i < 10; i += 1) times.learn(kind, 60_000);
  for (let i = 0; i < 6; i += 1) times.learn(kind, 10_000);
  expect(times.notBefore(kind)).toBe(8_000);
});
