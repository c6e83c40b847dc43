import { createLimit } from './limit.ts';

function setUp(more: { keys?: number } = {}) {
  let clock = 0;
  return { limit: createLimit({ burst: 3, intervalMs: 100, now: () => clock, ...more }), tick: (ms: number) => (clock += ms) };
}

test('so many at once, then one each interval, then all of it again', () => {
  const { limit, tick } = setUp();
  for (let i = 0; i < 3; i += 1) {
    expect(limit.waitMs('a')).toBe(0);
    limit.count('a');
  }
  expect(limit.waitMs('a')).toBe(100);
  tick(100);
  expect(limit.waitMs('a')).toBe(0);
  limit.count('a');
  expect(limit.waitMs('a')).toBe(100);
  tick(10_000);
  for (let i = 0; i < 3; i += 1) limit.count('a');
  expect(limit.waitMs('a')).toBe(100);
});

test('one key does not count for another', () => {
  const { limit } = setUp();
  for (let i = 0; i < 9; i += 1) limit.count('a');
  expect(limit.waitMs('b')).toBe(0);
});

test('memory is bounded, and who goes on is not forgotten', () => {
  const { limit } = setUp({ keys: 2 });
  for (let i = 0; i < 9; i += 1) limit.count('a');
  for (let i = 0; i < 100; i += 1) {
    limit.count(`other ${i}`);
    limit.count('a');
  }
  expect(limit.waitMs('a')).toBeGreaterThan(0);
  expect(limit.waitMs('other 0')).toBe(0);
});
