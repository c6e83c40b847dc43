import { jest } from '@jest/globals';
import { keptFresh } from './kept-fresh.ts';

/** Something whose readings the test answers one by one. */
function source() {
  const waiting: { resolve(value: string): void; reject(error: Error): void }[] = [];
  const kept = keptFresh(() => new Promise<string>((resolve, reject) => waiting.push({ resolve, reject })), { everyMs: 1_000, mostMs: 10_000 });
  return { waiting, kept };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

test('those who come while it is first read share the reading, and who comes later does not wait for the next one', async () => {
  const { waiting, kept } = source();
  const both = Promise.all([kept.latest(), kept.latest()]);
  expect(waiting).toHaveLength(1);
  waiting[0]!.resolve('one');
  expect(await both).toEqual(['one', 'one']);
  await pass(1_000);
  expect(waiting).toHaveLength(2);
  expect(await kept.latest()).toBe('one');
  waiting[1]!.resolve('two');
  await pass(0);
  expect(await kept.latest()).toBe('two');
});

test('nothing that is too old is told, however long a reading takes', async () => {
  const { waiting, kept } = source();
  const first = kept.latest();
  waiting[0]!.resolve('one');
  await first;
  await pass(10_001);
  const later = kept.latest();
  expect(waiting).toHaveLength(2);
  waiting[1]!.resolve('two');
  expect(await later).toBe('two');
});

test('it is not read any more once nobody asks, and who comes then waits for what is new', async () => {
  const { waiting, kept } = source();
  const first = kept.latest();
  for (let second = 0; second < 60; second += 1) {
    waiting.at(-1)!.resolve(`${second}`);
    await pass(1_000);
  }
  await first;
  const read = waiting.length;
  expect(read).toBeLessThan(20);
  await pass(60_000);
  expect(waiting).toHaveLength(read);
  const again = kept.latest();
  waiting.at(-1)!.resolve('new');
  expect(await again).toBe('new');
});

test('who asks first hears of a failure, and the next reading follows', async () => {
  const { waiting, kept } = source();
  const failed = kept.latest();
  waiting[0]!.reject(new Error('away'));
  await expect(failed).rejects.toThrow('away');
  await pass(1_000);
  waiting[1]!.resolve('back');
  await pass(0);
  expect(await kept.latest()).toBe('back');
});

test('a fresh one begins after the question, and is what is told from then on', async () => {
  const { waiting, kept } = source();
  const first = kept.latest();
  const fresh = [kept.fresh(), kept.fresh()];
  expect(waiting).toHaveLength(1);
  waiting[0]!.resolve('before');
  expect(await first).toBe('before');
  await pass(0);
  expect(waiting).toHaveLength(2);
  waiting[1]!.resolve('after');
  expect(await Promise.all(fresh)).toEqual(['after', 'after']);
  expect(await kept.latest()).toBe('after');
});
