import { clusterCollector } from './cluster.ts';
import type { Collector } from './collector.ts';
import { guestCollector } from './guest.ts';
import { nodeCollector } from './node.ts';
import { storageCollector } from './storage.ts';

/** All collectors; every scrape runs each of them for each cluster. */
export const collectors: readonly Collector[] = [clusterCollector, nodeCollector, storageCollector, guestCollector];
