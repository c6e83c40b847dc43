import { pveCollectors } from '@vigie/metrics/collectors';
import { replicationMetrics } from '@vigie/metrics/replication';
import { labelText } from '../exposition.ts';
import { numberOf, rowsOf, textOf } from '../row.ts';
import type { BackgroundCollector, WorkItem } from './background-collector.ts';
import { eachNode } from './items.ts';

interface ReplicationJob {
  id: string;
  type: string;
  source: string;
  target: string;
  /** `qemu/100`. */
  guest: string;
  duration: number | undefined;
  lastSync: number | undefined;
  lastTry: number | undefined;
  nextSync: number | undefined;
  failedSyncs: number | undefined;
}

/** Replication jobs, from the nodes whose guests they copy. */
export const replicationCollector: BackgroundCollector<WorkItem, ReplicationJob[]> = {
  name: 'replication',
  intervalSeconds: pveCollectors.replication.everySeconds,
  deadlineSeconds: 60,
  nodeFailures: ['timeout', 'unreachable'],
  items: eachNode,
  async read(reader, _item, node) {
    return rowsOf(await reader.replication(node)).map((row) => ({
      id: textOf(row.id),
      type: textOf(row.type),
      source: `node/${textOf(row.source) || node}`,
      target: `node/${textOf(row.target)}`,
      guest: `${textOf(row.vmtype) || 'qemu'}/${textOf(row.guest)}`,
      duration: numberOf(row.duration),
      lastSync: numberOf(row.last_sync),
      lastTry: numberOf(row.last_try),
      nextSync: numberOf(row.next_sync),
      failedSyncs: numberOf(row.fail_count),
    }));
  },
  add(out, cluster, { guests }, known) {
    const tenants = new Map(guests.map(({ id, pool }) => [id, pool]));
    // A job moves with its guest: for a moment two nodes may name it.
    const jobs = new Map([...known.values()].flatMap((list) => list ?? []).map((job) => [job.id, job]));
    for (const { id, type, source, target, guest, ...job } of jobs.values()) {
      const tenant = tenants.get(guest);
      if (tenant === undefined) continue;
      const labels = labelText({ cluster, id, tenant });
      out.add(replicationMetrics.info, `${labels},${labelText({ type, source, target, guest })}`, 1);
      out.addIfKnown(replicationMetrics.duration, labels, job.duration);
      out.addIfKnown(replicationMetrics.lastSync, labels, job.lastSync);
      out.addIfKnown(replicationMetrics.lastTry, labels, job.lastTry);
      out.addIfKnown(replicationMetrics.nextSync, labels, job.nextSync);
      out.addIfKnown(replicationMetrics.failedSyncs, labels, job.failedSyncs);
    }
  },
};
