import { realClock, type Clock } from './clock.ts';

export interface LockRetry {
  /** No new attempt begins later than this after the first. */
  deadlineMs: number;
  /** Ends the waiting: the last refusal is thrown. */
  signal: AbortSignal;
  clock?: Clock;
  /** From 0 to 1. */
  random?: () => number;
}

const firstMs = 500;
const longestMs = 5_000;

/** Sends again as long as it is refused for a lock: doubling pauses, each between half and one and a half of itself. */
export async function retryLocked<T>(
  send: () => Promise<T>,
  isLocked: (error: unknown) => boolean,
  { deadlineMs, signal, clock = realClock, random = Math.random }: LockRetry,
): Promise<T> {
  const started = clock.now();
  for (let pause = firstMs; ; pause = Math.min(longestMs, pause * 2)) {
    try {
      return await send();
    } catch (error) {
      // Those who wait for the same lock must not come back in step.
      const jittered = pause * (0.5 + random());
      if (!isLocked(error) || clock.now() - started + jittered > deadlineMs) throw error;
      await clock.sleep(jittered, signal).catch(() => Promise.reject(error as Error));
    }
  }
}
