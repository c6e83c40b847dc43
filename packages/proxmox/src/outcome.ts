import type { FailedOutcome } from './errors.ts';

/**
 * What an answer other than 200 says about a call. A 500 is `unknown`: pvedaemon may die on the task list's lock after it has
 * released the worker. 595 is pveproxy's "could not connect to the node". A GET has no effect, so it never needs reconciling.
 */
export function outcomeOf(method: string, status: number): FailedOutcome {
  const refused = (status >= 400 && status < 500) || status === 501 || status === 595;
  return refused || method === 'GET' ? 'refused' : 'unknown';
}
