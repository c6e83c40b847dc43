export interface SharedReadOptions {
  /** How long a good answer is given again, in milliseconds. */
  freshMs: number;
  /** How long a failure is given again: a Proxmox in trouble must not be asked by every scrape. */
  failureMs: number;
  /** When to give up on a read that hangs. */
  deadlineMs: number;
  /** A clock in milliseconds. */
  now: () => number;
}

/** The read took longer than its deadline; Proxmox may still answer, nobody waits. */
export class ReadDeadlineError extends Error {
  override readonly name = 'ReadDeadlineError';
  readonly kind = 'timeout';

  constructor(deadlineMs: number) {
    super(`no answer within ${deadlineMs / 1000} s`);
  }
}

/** A read that all callers share while it is under way and for a moment after it. */
export function sharedRead<T>(read: () => Promise<T>, options: SharedReadOptions): () => Promise<T> {
  const { now } = options;
  let current: Promise<T> | undefined;
  let staleAt = Infinity;

  return () => {
    if (current && now() < staleAt) return current;
    staleAt = Infinity;
    current = withDeadline(read, options.deadlineMs);
    current.then(
      () => (staleAt = now() + options.freshMs),
      () => (staleAt = now() + options.failureMs),
    );
    return current;
  };
}

/** The answer of `read`, or a ReadDeadlineError. */
export async function withDeadline<T>(read: () => Promise<T>, deadlineMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ReadDeadlineError(deadlineMs)), deadlineMs);
  });
  try {
    return await Promise.race([read(), deadline]);
  } finally {
    clearTimeout(timer);
  }
}
