/** Runs acts of the same key one after the other, in the order of the calls; acts of different keys do not wait for each other. */
export function onePerKey(): <Result>(key: string, act: () => Promise<Result>) => Promise<Result> {
  const last = new Map<string, Promise<unknown>>();
  return (key, act) => {
    const before = last.get(key) ?? Promise.resolve();
    const result = before.then(act, act);
    last.set(key, result);
    // Forgotten when nobody queued behind it, so that the map does not grow.
    const forget = () => {
      if (last.get(key) === result) last.delete(key);
    };
    result.then(forget, forget);
    return result;
  };
}
