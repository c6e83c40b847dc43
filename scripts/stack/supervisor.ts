import { setTimeout as delay } from 'node:timers/promises';
import { startChild, type ChildSpec, type ReadyLine, type RunningChild } from './child.ts';

const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** A part that ran this long before it ended is started again without a growing pause. */
const healthyMs = 60_000;

/** Keeps our parts running: a part that ends by itself is started again, with a growing pause while it keeps ending. */
export class Supervisor {
  readonly #running = new Map<string, RunningChild>();
  readonly #say: (text: string) => void;
  readonly #changed: (pids: Record<string, number>) => void;
  #stopping = false;

  constructor(say: (text: string) => void, changed: (pids: Record<string, number>) => void) {
    this.#say = say;
    this.#changed = changed;
  }

  /** Starts a part of ours and keeps it running; rejects when its first start fails. */
  async start(spec: ChildSpec): Promise<ReadyLine> {
    const child = await startChild(spec);
    this.#add(spec.name, child);
    void this.#keep(spec, child);
    return child.ready;
  }

  /** Watches over a foreign program: its end is said, not mended. */
  watch(name: string, child: RunningChild): void {
    this.#add(name, child);
    void child.exited.then((how) => {
      if (!this.#stopping) this.#say(`${name} ended (${how}).`);
    });
  }

  pids(): Record<string, number> {
    return Object.fromEntries([...this.#running].map(([name, child]) => [name, child.pid]));
  }

  /** Stops every part, the last started first. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const child of [...this.#running.values()].reverse()) await child.stop();
  }

  #add(name: string, child: RunningChild): void {
    this.#running.set(name, child);
    this.#changed(this.pids());
  }

  async #keep(spec: ChildSpec, first: RunningChild): Promise<void> {
    let child: RunningChild | undefined = first;
    let pause = firstPauseMs;
    while (!this.#stopping) {
      const since = Date.now();
      const how = child ? await child.exited : 'not started';
      if (this.#stopping) return;
      pause = Date.now() - since > healthyMs ? firstPauseMs : Math.min(pause * 2, longestPauseMs);
      this.#say(`${spec.name} ended (${how}); starting it again. Its log: ${spec.logFile}`);
      await delay(pause);
      if (this.#stopping) return;
      child = await startChild(spec).catch(() => undefined);
      if (child) this.#add(spec.name, child);
      // Stopped while it was starting: nobody else knows this child yet.
      if (child && this.#stopping) await child.stop();
    }
  }
}
