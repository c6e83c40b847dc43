import type { Exposition } from '../exposition/exposition.ts';
import type { ClusterSnapshot } from '../cluster/snapshot.ts';

/**
 * One area of metrics. `collect` adds what it can and rejects when something is missing:
 * the frame reports that as pve_collector_success 0 and keeps what was added.
 */
export interface Collector {
  readonly name: string;
  collect(snapshot: ClusterSnapshot, out: Exposition): Promise<void>;
}
