import { setTimeout as delay } from 'node:timers/promises';
import type { BenchStack } from './stack.ts';

/** How long the pages' requests took, in milliseconds by path. */
export interface LightClient {
  stop(): Promise<Map<string, number[]>>;
}

const paths = ['/orders', '/vms', '/overview'];
/** About ten requests in a second, whatever an answer takes, unless so many wait already. */
const everyMs = 100;
const mostWaiting = 20;
/** Below the limit of reads for one person within a minute. */
const readsPerLogin = 300;

/** Somebody looks at the pages meanwhile. */
export function startLightClient(stack: BenchStack): LightClient {
  const times = new Map<string, number[]>(paths.map((path) => [path, []]));
  const under = new Set<Promise<void>>();
  let stopped = false;
  const ask = async (n: number) => {
    const path = paths[n % paths.length] ?? '';
    const began = performance.now();
    const { status } = await stack.operator(`reader-${Math.floor(n / readsPerLogin)}`).get(path);
    if (status !== 200) throw new Error(`${path} answered ${status}`);
    times.get(path)?.push(performance.now() - began);
  };
  const going = (async () => {
    for (let n = 0; !stopped; n += 1) {
      await delay(everyMs);
      if (under.size >= mostWaiting) continue;
      const asked = ask(n).catch((error: unknown) => void process.stderr.write(`${String(error)}\n`));
      under.add(asked);
      void asked.then(() => under.delete(asked));
    }
  })();
  return {
    async stop() {
      stopped = true;
      await going;
      await Promise.all(under);
      return times;
    },
  };
}
