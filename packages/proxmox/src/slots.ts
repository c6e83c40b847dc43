/** Runs work at most `limit` at a time for each key, first come first served. */
export interface Slots {
  /** Rejects with the signal's reason when it aborts before the work's turn. */
  run<T>(key: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

export function createSlots(limit: number): Slots {
  const lanes = new Map<string, { busy: number; waiting: Set<() => void> }>();

  async function take(key: string, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    const lane = lanes.get(key) ?? { busy: 0, waiting: new Set() };
    lanes.set(key, lane);
    if (lane.busy < limit) lane.busy += 1;
    else await turn(lane.waiting, signal);
    return () => {
      const [next] = lane.waiting;
      // The slot is handed over, not freed and taken again: a newcomer cannot overtake those who wait.
      if (next !== undefined) next();
      else if (--lane.busy === 0) lanes.delete(key);
    };
  }

  return {
    async run(key, signal, work) {
      const release = await take(key, signal);
      try {
        return await work();
      } finally {
        release();
      }
    },
  };
}

function turn(waiting: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      waiting.delete(enter);
      reject(signal.reason);
    };
    const enter = () => {
      waiting.delete(enter);
      signal.removeEventListener('abort', leave);
      resolve();
    };
    waiting.add(enter);
    signal.addEventListener('abort', leave, { once: true });
  });
}
