import type { Exposition } from '../exposition/exposition.ts';
import type { PveReader } from '../cluster/pve-reader.ts';
import type { Guest } from '../cluster/guest.ts';
import type { PveNode } from '../cluster/pve-node.ts';
import type { Resources } from '../cluster/resources.ts';

/** One thing to read in a pass. */
export interface WorkItem {
  /** Under which its value is kept: the same in every pass. */
  key: string;
  /** Nodes that are online and can be asked for it, the best one first; with none it is left as it is. */
  nodes: readonly string[];
}

/** What is known, by the item's key. null: it is there, but no pass could read it yet. */
export type Known<Value> = ReadonlyMap<string, Value | null>;

/** Guests and nodes of which something is told: all there is to them but their usage, which another scrape finds changed. */
export interface Told {
  readonly guests: readonly Pick<Guest, 'id' | 'type' | 'vmid' | 'node' | 'pool' | 'template' | 'running' | 'labels'>[];
  readonly nodes: readonly Pick<PveNode, 'id' | 'name' | 'online'>[];
}

/**
 * One area of metrics that is too dear for a scrape: a call for each guest, storage or node. A loop reads it, scrapes tell of what
 * is known. The frame does the rest: how many calls at once, what to keep when a call fails, pve_collector_success, the time of the read.
 */
export interface BackgroundCollector<Item extends WorkItem, Value> {
  readonly name: string;
  /** How often a pass begins when exporter.background.intervalSeconds is at its default; another value changes all in proportion. */
  readonly intervalSeconds: number;
  /** After so long a pass begins no further call; what it did not come to is first in the next one. */
  readonly deadlineSeconds: number;
  /** How many items one pass reads at most, those first that were not read for longest; default all. */
  readonly itemsPerPass?: number;
  /** Kinds of failure that are the node's fault: it is not asked again in the same pass. */
  readonly nodeFailures: readonly string[];
  items(resources: Resources): Item[];
  /** Reads one item from one node. Rejects with a ProxmoxError or BlindTokenError. */
  read(reader: PveReader, item: Item, node: string): Promise<Value>;
  /** Adds what is known of these guests and nodes; they are fewer than all for a tenant, and nothing may be told of others. */
  add(out: Exposition, cluster: string, told: Told, known: Known<Value>): void;
}
