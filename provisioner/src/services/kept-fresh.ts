/** What is read elsewhere, kept for all who ask. */
export interface KeptFresh<T> {
  /** What was read last; waits only while nothing recent is known. */
  latest(): Promise<T>;
  /** What is from now on; callers that ask so at the same time share one reading. */
  fresh(): Promise<T>;
}

export interface Freshness {
  /** The pause between two readings while somebody asks. */
  everyMs: number;
  /** Nothing older is told, also when a reading takes long. */
  mostMs: number;
}

/** So long after the last question it is still read again: a page asks every few seconds. */
const lookedAtMs = 15_000;

/** Reads behind those who ask: while somebody does it is read again and again, so that only the first one waits. */
export function keptFresh<T>(read: () => Promise<T>, { everyMs, mostMs }: Freshness): KeptFresh<T> {
  let known: { at: number; value: T } | null = null;
  let reading: Promise<T> | null = null;
  let next: Promise<T> | null = null;
  let pause: NodeJS.Timeout | null = null;
  let askedAt = -Infinity;

  const goOn = () => {
    reading = null;
    if (performance.now() - askedAt > lookedAtMs) return;
    pause = setTimeout(() => void begin(), everyMs).unref();
  };
  const begin = (): Promise<T> => {
    if (pause) clearTimeout(pause);
    pause = null;
    const at = performance.now();
    const answer = read().then((value) => {
      known = { at, value };
      return value;
    });
    reading = answer;
    // Who asked hears of a failure; one that nobody waits for is forgotten, the next reading follows.
    void answer.then(goOn, goOn);
    return answer;
  };
  return {
    latest() {
      askedAt = performance.now();
      const age = known === null ? Infinity : askedAt - known.at;
      if (known !== null && age <= (reading || pause ? mostMs : everyMs)) return Promise.resolve(known.value);
      return reading ?? begin();
    },
    fresh() {
      if (!reading) return begin();
      // The one under way began too early to be of now: the next one serves all who came meanwhile.
      const after = () => {
        next = null;
        return begin();
      };
      return (next ??= reading.then(after, after));
    },
  };
}
