/** What a background read gave; `failure` says what is missing in it, null when it is whole. */
export interface BackgroundRead<T> {
  value: T;
  failure: unknown;
}

/** A value that is too dear to be read by a scrape: a loop refreshes it, scrapes take the last one. */
export interface Background<T> {
  /** null before the first read that gave anything. */
  latest(): T | null;
  /** Why the last read was not whole; null when it was, or when none has ended yet. */
  failure(): unknown;
  /** When a read was last whole, in seconds since 1970; null before the first. */
  refreshedAt(): number | null;
  /** One read; whether it was whole. Never rejects: a read that fails leaves the last value. */
  refresh(): Promise<boolean>;
}

/** `read` gets the last value, so that it can keep parts of it. */
export function background<T>(read: (last: T | null) => Promise<BackgroundRead<T>>): Background<T> {
  let latest: T | null = null;
  let failure: unknown = null;
  let refreshedAt: number | null = null;
  return {
    latest: () => latest,
    failure: () => failure,
    refreshedAt: () => refreshedAt,
    async refresh() {
      try {
        ({ value: latest, failure } = await read(latest));
        if (failure === null) refreshedAt = Date.now() / 1000;
      } catch (error) {
        failure = error;
      }
      return failure === null;
    },
  };
}
