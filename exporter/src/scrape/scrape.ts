import { exporterMetrics } from '@vigie/metrics/exporter';
import type { Collector } from '../collectors/collector.ts';
import { addGuests } from '../collectors/guest.ts';
import { addOtherGuestStates } from '../collectors/other-states.ts';
import { Exposition, labelText } from '../exposition/exposition.ts';
import { pickGuests } from '../cluster/pick-guests.ts';
import type { ClusterSnapshot } from '../cluster/snapshot.ts';
import type { ReportRead } from '../trouble-log.ts';
import type { WatchedCluster } from '../cluster/watched-cluster.ts';

/** All metrics of these clusters. Never rejects: what fails is told by pve_collector_success. */
export async function scrapeClusters(
  clusters: readonly WatchedCluster[],
  collectors: readonly Collector[],
  report: ReportRead,
): Promise<Exposition> {
  const out = new Exposition();
  await Promise.all(clusters.flatMap(({ snapshot, background }) => [...collectors, ...background].map((collector) => run(collector, snapshot, out, report))));
  return out;
}

async function run(collector: Collector, snapshot: ClusterSnapshot, out: Exposition, report: ReportRead): Promise<void> {
  const { cluster } = snapshot;
  const started = performance.now();
  let failure: { error: unknown } | null = null;
  try {
    await collector.collect(snapshot, out);
  } catch (error) {
    failure = { error };
  }
  const labels = labelText({ cluster, collector: collector.name });
  out.add(exporterMetrics.collectorSuccess, labels, failure ? 0 : 1);
  out.add(exporterMetrics.collectorDuration, labels, (performance.now() - started) / 1000);
  report(cluster, `collector ${collector.name}`, failure?.error ?? null);
}

/**
 * The series of one tenant's guests over all clusters, and nothing else. A cluster that cannot be read is left out;
 * rejects when none can: an empty answer would say that the tenant has no guests.
 */
export async function scrapeTenant(clusters: readonly WatchedCluster[], tenant: string): Promise<Exposition> {
  const out = new Exposition();
  const reads = await Promise.allSettled(
    clusters.map(async ({ snapshot }) => pickGuests(await snapshot.resources(), ({ pool }) => pool === tenant)),
  );
  clusters.forEach(({ snapshot: { states }, background }, i) => {
    const read = reads[i];
    if (read?.status !== 'fulfilled') return;
    const { guests } = read.value;
    addGuests(out, read.value, new Map());
    if (states === 'all') addOtherGuestStates(out, guests);
    for (const collector of background) collector.addKnown(out, { guests, nodes: [] }, null);
  });
  const failed = reads.filter((read) => read.status === 'rejected');
  if (failed.length === reads.length) throw failed[0]?.reason;
  return out;
}
