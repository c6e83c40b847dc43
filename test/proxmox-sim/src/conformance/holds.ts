/**
 * Keeps tasks running as recorded: the task that the exchange `seq` started stops before its `wait`th wait, and goes on before the
 * exchange `until`. Without `wait` it runs, but nobody waits for its end until then: it waits for a lock that a held task has.
 */
export interface Hold {
  seq: number;
  wait?: number;
  until: number;
}

interface Held {
  hold: Hold;
  arrived: PromiseWithResolvers<void>;
  released: PromiseWithResolvers<void>;
}

/** The tasks of a replay that have not been let go yet. */
export class Holds {
  private readonly wanted: readonly Hold[];
  private readonly held = new Map<string, Held>();

  constructor(wanted: readonly Hold[]) {
    this.wanted = wanted;
  }

  /** UPIDs of the tasks that the replay must not wait for. */
  get open(): ReadonlySet<string> {
    return new Set(this.held.keys());
  }

  /** For a task that an exchange has just started. */
  take(seq: number, upid: string): void {
    const hold = this.wanted.find((item) => item.seq === seq);
    if (hold !== undefined) this.held.set(upid, { hold, arrived: Promise.withResolvers<void>(), released: Promise.withResolvers<void>() });
  }

  /** Settles when each held task has come to where it is to stop. */
  async arrived(): Promise<void> {
    await Promise.all([...this.held.values()].filter(({ hold }) => hold.wait !== undefined).map(({ arrived }) => arrived.promise));
  }

  /** What a task awaits before each of its waits. */
  async stop(upid: string, nth: number): Promise<void> {
    const held = this.held.get(upid);
    if (held?.hold.wait !== nth) return;
    held.arrived.resolve();
    await held.released.promise;
  }

  /** Before an exchange: lets those go that were held until it. True when there were any. */
  release(seq: number): boolean {
    const due = [...this.held].filter(([, { hold }]) => hold.until <= seq);
    for (const [upid, { released }] of due) {
      this.held.delete(upid);
      released.resolve();
    }
    return due.length > 0;
  }
}
