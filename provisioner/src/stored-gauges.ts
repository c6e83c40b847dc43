import { Gauge, type Registry } from 'prom-client';
import { withDeadline } from './http/deadline.ts';
import type { Log } from './log.ts';

/** Two Prometheus servers and a curious person make one query. */
const freshMs = 2_000;
/** Well below Prometheus's scrape time-out of 10 s: without the database the other metrics must still be told. */
const deadlineMs = 3_000;

export interface StoredGaugesOptions<Figures> {
  registry: Registry;
  read: () => Promise<Figures>;
  log: Log;
  /** What the figures are of, for the log. */
  of: string;
}

/** Declares one gauge; `fill` gets the figures of this scrape, or null when they cannot be read. */
export type StoredGauge<Figures> = (
  definition: { name: string; help: string; labels: readonly string[] },
  fill: (gauge: Gauge, figures: Figures | null) => void,
) => void;

/** Gauges whose values are read from the store by each scrape, all of them by one read. */
export function storedGauges<Figures>({ registry, read, log, of }: StoredGaugesOptions<Figures>): StoredGauge<Figures> {
  const figures = shared(read, (error) => log.error({ err: error }, `the metrics of the ${of} cannot be read from the database`));
  return ({ name, help, labels }, fill) => {
    new Gauge({
      name, help, labelNames: [...labels], registers: [registry],
      async collect() {
        const found = await figures();
        this.reset();
        // Without labels a reset leaves a 0: a count that nobody made, a moment in 1970.
        if (labels.length === 0) this.remove();
        fill(this, found);
      },
    });
  };
}

/** One read for all that ask within a moment; null when it fails, and that is told once until it works again. */
function shared<Figures>(read: () => Promise<Figures>, tell: (error: unknown) => void): () => Promise<Figures | null> {
  let current: Promise<Figures | null> | undefined;
  let readAt = -Infinity;
  let failing = false;
  return () => {
    if (current && performance.now() - readAt < freshMs) return current;
    readAt = performance.now();
    current = withDeadline(read(), deadlineMs).then(
      (found) => {
        failing = false;
        return found;
      },
      (error: unknown) => {
        if (!failing) tell(error);
        failing = true;
        return null;
      },
    );
    return current;
  };
}
