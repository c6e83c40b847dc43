export interface LoopTiming {
  /** From the end of a pass that was whole to the start of the next one. */
  intervalMs: number;
  /** After one that was not: the first time so long, then twice as long each time, up to the interval. Default the interval. */
  retryMs?: number;
}

export interface Loop {
  /** Resolves when the first pass has ended. */
  first: Promise<void>;
  /** No pass starts after it; resolves when the one under way has ended. */
  stop: () => Promise<void>;
}

/** Runs `pass` at once and then again and again, never two at a time. It tells whether it was whole, and must not reject. */
export function startLoop(pass: () => Promise<boolean>, timing: LoopTiming, random: () => number = Math.random): Loop {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void>;
  let failures = 0;

  const run = async () => {
    failures = (await pass()) ? 0 : failures + 1;
    if (!stopped) timer = setTimeout(() => (running = run()), nextDelay(timing, failures, random()));
  };
  running = run();

  return {
    first: running,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** A tenth more or less, by `random` from 0 to 1, so that several exporters and collectors do not ask Proxmox in step. */
export function nextDelay({ intervalMs, retryMs = intervalMs }: LoopTiming, failures: number, random: number): number {
  // Beyond 30 doublings every interval is long reached.
  const delay = failures === 0 ? intervalMs : Math.min(intervalMs, retryMs * 2 ** Math.min(failures - 1, 30));
  return delay * (0.9 + 0.2 * random);
}
