import type { BoundCollector } from './background/bind.ts';
import { bindBackgroundCollectors } from './background/index.ts';
import type { PveReader } from './pve-reader.ts';
import { createSnapshot, type ClusterSnapshot } from './snapshot.ts';

/** A cluster with all that is known of it: by now, and by the last background reads. */
export interface WatchedCluster {
  snapshot: ClusterSnapshot;
  background: readonly BoundCollector[];
}

export interface WatchOptions {
  /** For the background reads, which may wait for longer than a scrape; default the same. */
  backgroundReader?: PveReader;
  concurrency?: number;
  /** A clock in milliseconds. */
  now?: () => number;
}

export function watchCluster(reader: PveReader, { backgroundReader = reader, concurrency = 4, now }: WatchOptions = {}): WatchedCluster {
  const snapshot = createSnapshot(reader, now);
  return { snapshot, background: bindBackgroundCollectors({ reader: backgroundReader, resources: snapshot.resources, concurrency }) };
}
