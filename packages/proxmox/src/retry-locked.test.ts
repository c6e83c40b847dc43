import type { Clock } from './clock.ts';
import { retryLocked } from './retry-locked.ts';

const locked = new Error('locked');

/** Time that passes only by sleeping. */
function clockOf(): Clock & { slept: number[] } {
  const slept: number[] = [];
  return {
    slept,
    now: () => slept.reduce((sum, ms) => sum + ms, 0),
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      slept.push(ms);
    },
  };
}

function answering(...answers: unknown[]) {
  let sent = 0;
  const send = () => {
    const answer = answers[Math.min(sent, answers.length - 1)];
    sent += 1;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { send, sent: () => sent };
}

const isLocked = (error: unknown) => error === locked;
const never = new AbortController().signal;

test('anything but a lock is thrown at once', async () => {
  const clock = clockOf();
  const { send, sent } = answering(new Error('no space'));
  await expect(retryLocked(send, isLocked, { deadlineMs: 60_000, signal: never, clock })).rejects.toThrow('no space');
  expect([sent(), clock.slept]).toEqual([1, []]);
});

test('another error after a lock is thrown at once', async () => {
  const { send, sent } = answering(locked, new Error('no space'), 'late');
  await expect(retryLocked(send, isLocked, { deadlineMs: 60_000, signal: never, clock: clockOf() })).rejects.toThrow('no space');
  expect(sent()).toBe(2);
});

test('a lock is waited for, ever longer, up to five seconds', async () => {
  const clock = clockOf();
  const { send } = answering(...Array<unknown>(6).fill(locked), 'done');
  expect(await retryLocked(send, isLocked, { deadlineMs: 60_000, signal: never, clock, random: () => 0.5 })).toBe('done');
  expect(clock.slept).toEqual([500, 1000, 2000, 4000, 5000, 5000]);
});

test('two that wait do not come back in step', async () => {
  const slept = await Promise.all(
    [0, 0.999].map(async (chance) => {
      const clock = clockOf();
      await retryLocked(answering(locked, 'done').send, isLocked, { deadlineMs: 60_000, signal: never, clock, random: () => chance });
      return clock.slept[0];
    }),
  );
  expect(slept).toEqual([250, 749.5]);
});

test('no attempt begins after the deadline, and the lock is what is thrown', async () => {
  const clock = clockOf();
  const { send, sent } = answering(locked);
  await expect(retryLocked(send, isLocked, { deadlineMs: 4000, signal: never, clock, random: () => 0.5 })).rejects.toBe(locked);
  expect([sent(), clock.now()]).toEqual([4, 3500]);
});

test('a deadline of 0 is one attempt', async () => {
  const { send, sent } = answering(locked);
  await expect(retryLocked(send, isLocked, { deadlineMs: 0, signal: never })).rejects.toBe(locked);
  expect(sent()).toBe(1);
});

test('a signal ends the waiting with the lock', async () => {
  const stop = new AbortController();
  const { send } = answering(locked);
  const waiting = retryLocked(send, isLocked, { deadlineMs: 3_600_000, signal: stop.signal });
  setImmediate(() => stop.abort());
  await expect(waiting).rejects.toBe(locked);
});
