import { exporterMetrics } from '@vigie/metrics/exporter';
import type { Collector } from '../collectors/collector.ts';
import { labelText, type Exposition } from '../exposition.ts';
import type { PveReader } from '../pve-reader.ts';
import type { Resources } from '../resources.ts';
import { background } from './background.ts';
import type { BackgroundCollector, Known, WorkItem } from './background-collector.ts';
import { readEach } from './read-each.ts';
import { createTurns } from './turns.ts';

/** Where the reads of one cluster go. */
export interface BackgroundSource {
  reader: PveReader;
  resources(): Promise<Resources>;
  /** How many calls one pass may have under way. */
  concurrency: number;
  /** A clock in milliseconds; default that of the process. */
  now?: () => number;
}

/** A background collector at work on one cluster. A scrape asks Proxmox nothing for it but the list of resources. */
export interface BoundCollector extends Collector {
  /** As in its definition. */
  readonly intervalSeconds: number;
  /** One pass; whether it was whole. Never rejects: what fails is told by the next scrape. */
  refresh(): Promise<boolean>;
  /** Why the last pass was not whole; null when it was. */
  failure(): unknown;
  addKnown(out: Exposition, told: Pick<Resources, 'guests' | 'nodes'>): void;
}

export function bind<Item extends WorkItem, Value>(
  collector: BackgroundCollector<Item, Value>,
  { reader, resources, concurrency, now = () => performance.now() }: BackgroundSource,
): BoundCollector {
  const { name, intervalSeconds } = collector;
  const turns = createTurns();
  const { cluster } = reader;
  const reads = background<Known<Value>>(async (last) =>
    readEach(collector, collector.items(await resources()), { reader, last, concurrency, turns, now }),
  );
  const addKnown: BoundCollector['addKnown'] = (out, told) => {
    const known = reads.latest();
    if (known !== null) collector.add(out, cluster, told, known);
  };
  return {
    name,
    intervalSeconds,
    refresh: reads.refresh,
    failure: reads.failure,
    addKnown,
    async collect(snapshot, out) {
      addKnown(out, await snapshot.resources());
      const refreshedAt = reads.refreshedAt();
      if (refreshedAt !== null) out.add(exporterMetrics.collectorLastRefresh, labelText({ cluster, collector: name }), refreshedAt);
      if (reads.failure() !== null) throw reads.failure();
    },
  };
}
