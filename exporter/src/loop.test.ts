import { jest } from '@jest/globals';
import { nextDelay, startLoop } from './loop.ts';

const timing = { intervalMs: 300_000, retryMs: 15_000 };

test('after a failure the next pass comes sooner, later each time, and never later than the interval', () => {
  const delays = [0, 1, 2, 3, 4, 5, 6, 1000].map((failures) => nextDelay(timing, failures, 0.5));
  expect(delays).toEqual([300_000, 15_000, 30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
});

test('a short interval is not made longer by a failure', () => {
  expect(nextDelay({ intervalMs: 1000, retryMs: 15_000 }, 1, 0.5)).toBe(1000);
});

test('the delay is a tenth more or less', () => {
  expect([0, 1].map((random) => nextDelay({ intervalMs: 1000 }, 3, random))).toEqual([900, 1100]);
});

describe('with a clock of its own', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  test('a pass that is whole again brings the interval back', async () => {
    const results = [false, false, true, true];
    const starts: number[] = [];
    const begin = Date.now();
    const loop = startLoop(async () => {
      starts.push((Date.now() - begin) / 1000);
      return results.shift() ?? true;
    }, timing, () => 0.5);
    await jest.advanceTimersByTimeAsync(700_000);
    expect(starts).toEqual([0, 15, 45, 345, 645]);
    await loop.stop();
  });
});

test('passes never overlap, and none starts after the stop', async () => {
  let starts = 0;
  let running = 0;
  let most = 0;
  const third = Promise.withResolvers<void>();
  const loop = startLoop(async () => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
    starts += 1;
    if (starts === 3) third.resolve();
    return true;
  }, { intervalMs: 0 });
  await third.promise;
  await loop.stop();
  const count = starts;
  await new Promise((resolve) => setImmediate(resolve));
  expect([most, starts]).toEqual([1, count]);
});
