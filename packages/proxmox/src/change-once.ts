import { ProxmoxError } from './errors.ts';

/** A change that starts no task, of something that can be read. */
export interface Change<State> {
  read(): Promise<State>;
  /** True when it is as the change would leave it. */
  isDone(state: NoInfer<State>): boolean;
  send(): Promise<unknown>;
}

/** For what is made once and left as it is: whoever made it, it is there. */
export const isThere = (state: unknown): boolean => state !== null;

/**
 * Makes a change unless it is made, and answers what is there then. An answer that was lost is looked for in the object; when it does
 * not show there, the error is thrown, and this may be called again. Somebody else may have made the object meanwhile (`conflict`), or
 * Proxmox may have kept something else: the caller compares what it gets.
 */
export async function changeOnce<State>({ read, isDone, send }: Change<State>): Promise<State> {
  const before = await read();
  if (isDone(before)) return before;
  const failure = await send().then(() => null, reconcilable);
  const after = await read();
  failure?.clearedUp(isDone(after) ? 'found-done' : 'found-undone');
  if (failure === null || failure.kind === 'conflict' || isDone(after)) return after;
  throw failure;
}

/** The error when the object can tell more about it; throws any other. */
function reconcilable(error: unknown): ProxmoxError {
  if (error instanceof ProxmoxError && (error.outcome === 'unknown' || error.kind === 'conflict')) return error;
  throw error;
}
