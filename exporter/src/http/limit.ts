export interface LimitOptions {
  /** So many at once ... */
  burst: number;
  /** ... and then one each so many milliseconds. */
  intervalMs: number;
  /** How many keys are remembered; beyond, the one that was counted longest ago is forgotten. */
  keys?: number;
  /** A clock in milliseconds. */
  now?: () => number;
}

/** Counts events by key. */
export interface Limit {
  /** Milliseconds until one more is within the limit; 0 = now. */
  waitMs(key: string): number;
  count(key: string): void;
}

/** A key is remembered by one number: when all that was counted of it will be forgiven. */
export function createLimit({ burst, intervalMs, keys = 10_000, now = () => performance.now() }: LimitOptions): Limit {
  const forgivenAt = new Map<string, number>();
  return {
    waitMs: (key) => Math.max(0, (forgivenAt.get(key) ?? 0) - now() - (burst - 1) * intervalMs),
    count(key) {
      const at = Math.max(now(), forgivenAt.get(key) ?? 0) + intervalMs;
      // Taken out first: a Map keeps the order of insertion, so the first one is the oldest.
      forgivenAt.delete(key);
      forgivenAt.set(key, at);
      const [oldest] = forgivenAt.keys();
      if (forgivenAt.size > keys && oldest !== undefined) forgivenAt.delete(oldest);
    },
  };
}
