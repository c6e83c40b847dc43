import { exporterMetrics } from '@vigie/metrics/exporter';
import type { Collector } from '../collectors/collector.ts';
import { Exposition, labelText, type Written } from '../exposition/exposition.ts';
import type { PveReader } from '../cluster/pve-reader.ts';
import type { Inventory } from '../cluster/inventory.ts';
import type { Resources } from '../cluster/resources.ts';
import { background } from './background.ts';
import type { BackgroundCollector, Known, Told, WorkItem } from './background-collector.ts';
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
  /** `inventory` is that of the guests and nodes; null for some of them. */
  addKnown(out: Exposition, told: Told, inventory: Inventory | null): void;
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
  // What is told of the same things by the same reading is the same.
  const written = new WeakMap<Inventory, { known: Known<Value>; samples: Written }>();
  const addKnown: BoundCollector['addKnown'] = (out, told, inventory) => {
    const known = reads.latest();
    if (known === null) return;
    if (inventory === null) {
      collector.add(out, cluster, told, known);
      return;
    }
    let last = written.get(inventory);
    if (last?.known !== known) {
      const all = new Exposition();
      collector.add(all, cluster, told, known);
      last = { known, samples: all.written() };
      written.set(inventory, last);
    }
    out.addWritten(last.samples);
  };
  return {
    name,
    intervalSeconds,
    refresh: reads.refresh,
    failure: reads.failure,
    addKnown,
    async collect(snapshot, out) {
      const resources = await snapshot.resources();
      addKnown(out, resources, resources.inventory);
      const refreshedAt = reads.refreshedAt();
      if (refreshedAt !== null) out.add(exporterMetrics.collectorLastRefresh, labelText({ cluster, collector: name }), refreshedAt);
      if (reads.failure() !== null) throw reads.failure();
    },
  };
}
