import { startChild, type ChildSpec, type RunningChild } from '../stack/child.ts';

/** What is to be stopped at the end of a bench, also when it fails or is interrupted: children are process groups of their own. */
export interface Ends {
  /** Stopped before what was added earlier. */
  add(stop: () => unknown): void;
  /** Repeating it changes nothing. */
  stop(): Promise<void>;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export function untilTheEnd(): Ends {
  const stops: (() => unknown)[] = [];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
    for (const signal of signals) process.removeListener(signal, interrupted);
  };
  const interrupted = () => {
    process.stderr.write('interrupted, stopping what was started\n');
    void stop().finally(() => process.exit(1));
  };
  for (const signal of signals) process.once(signal, interrupted);
  return { add: (one) => void stops.push(one), stop };
}

/** A part of ours that does not outlive the bench, however and whenever that ends. */
export async function startBenchChild(spec: ChildSpec): Promise<RunningChild> {
  let forget = () => {};
  const child = await startChild({
    ...spec,
    onSpawn(pid) {
      const kill = () => {
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // It has ended by itself.
        }
      };
      process.once('exit', kill);
      forget = () => void process.removeListener('exit', kill);
    },
  });
  void child.exited.then(forget);
  return child;
}
