import type { BoundCollector } from './background/bind.ts';
import { bindBackgroundCollectors, type BackgroundChoices } from './background/index.ts';
import type { PveReader } from './pve-reader.ts';
import { createSnapshot, type ClusterSnapshot } from './snapshot.ts';

/** A cluster with all that is known of it: by now, and by the last background reads. */
export interface WatchedCluster {
  snapshot: ClusterSnapshot;
  background: readonly BoundCollector[];
}

export interface WatchOptions extends Partial<BackgroundChoices> {
  /** For the background reads, which may wait for longer than a scrape; default the same. */
  backgroundReader?: PveReader;
  concurrency?: number;
  /** A clock in milliseconds. */
  now?: () => number;
}

export function watchCluster(reader: PveReader, options: WatchOptions = {}): WatchedCluster {
  const { backgroundReader = reader, concurrency = 4, now, states = 'holding', updates = false } = options;
  const snapshot = createSnapshot(reader, now, states);
  const source = { reader: backgroundReader, resources: snapshot.resources, concurrency };
  return { snapshot, background: bindBackgroundCollectors(source, { states, updates }) };
}
