const firstMs = 1_000;
const longestMs = 30_000;

/** Milliseconds before the next attempt: doubling up to 30 s, plus or minus a quarter so that parallel orders do not march in step. */
export function retryDelay(attempt: number, random: () => number = Math.random): number {
  return Math.round(Math.min(longestMs, firstMs * 2 ** (attempt - 1)) * (0.75 + random() / 2));
}
