import { pveCollectors } from '@vigie/metrics/collectors';
import { snapshotMetrics } from '@vigie/metrics/snapshot';
import { numberOf, rowsOf } from '../row.ts';
import type { BackgroundCollector } from './background-collector.ts';
import { eachGuest, type GuestItem } from './items.ts';

interface GuestSnapshots {
  count: number;
  /** Seconds since 1970; undefined without one. */
  oldest: number | undefined;
}

/** Snapshots of guests: a forgotten one grows until its storage is full. */
export const snapshotCollector: BackgroundCollector<GuestItem, GuestSnapshots> = {
  name: 'snapshot',
  intervalSeconds: pveCollectors.snapshot.everySeconds,
  deadlineSeconds: 600,
  nodeFailures: ['timeout', 'unreachable'],
  items: eachGuest,
  async read(reader, { type, vmid }, node) {
    // The guest as it is now is in the list too.
    const snapshots = rowsOf(await reader.snapshots(node, type, vmid)).filter(({ name }) => name !== 'current');
    const times = snapshots.flatMap(({ snaptime }) => numberOf(snaptime) ?? []);
    return { count: snapshots.length, oldest: times.length === 0 ? undefined : Math.min(...times) };
  },
  add(out, _cluster, { guests }, known) {
    for (const { id, labels } of guests) {
      const snapshots = known.get(id);
      if (!snapshots) continue;
      out.add(snapshotMetrics.count, labels, snapshots.count);
      out.addIfKnown(snapshotMetrics.oldest, labels, snapshots.oldest);
    }
  },
};
