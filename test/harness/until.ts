import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks again and again until the answer is not undefined. For things that send no event: another process's API.
 * Rejects after `seconds` with what was waited for.
 */
export async function until<T>(what: string, ask: () => Promise<T | undefined> | T | undefined, seconds = 60): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${seconds} s for ${what}`);
    await delay(100);
  }
}
