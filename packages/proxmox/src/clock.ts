import { setTimeout as sleepFor } from 'node:timers/promises';

/** Where waiting gets its time from; tests give their own. */
export interface Clock {
  /** Milliseconds, monotonic. */
  now(): number;
  /** Rejects with the signal's reason when it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const realClock: Clock = {
  now: () => performance.now(),
  async sleep(ms, signal) {
    try {
      await sleepFor(ms, undefined, { ...(signal && { signal }) });
    } catch (error) {
      // Node's timer hides the reason in its own error.
      signal?.throwIfAborted();
      throw error;
    }
  },
};
