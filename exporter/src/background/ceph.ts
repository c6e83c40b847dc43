import { cephMetrics } from '@vigie/metrics/ceph';
import { pveCollectors } from '@vigie/metrics/collectors';
import { labelText } from '../exposition.ts';
import { numberOf, rowOf, textOf } from '../row.ts';
import type { BackgroundCollector, WorkItem } from './background-collector.ts';
import { once, wholeCluster } from './items.ts';

/** undefined: Ceph did not say. */
interface CephStatus {
  state: string;
  checks: { check: string; severity: string }[];
  osds: number | undefined;
  osdsUp: number | undefined;
  osdsIn: number | undefined;
  size: number | undefined;
  used: number | undefined;
  monitors: number | undefined;
  monitorsInQuorum: number | undefined;
}

const words: Readonly<Record<string, string>> = { HEALTH_OK: 'ok', HEALTH_WARN: 'warning', HEALTH_ERR: 'error' };

/** The cluster's own Ceph, if it has one: null without. */
export const cephCollector: BackgroundCollector<WorkItem, CephStatus | 'none'> = {
  name: 'ceph',
  intervalSeconds: pveCollectors.ceph.everySeconds,
  deadlineSeconds: 30,
  nodeFailures: [],
  items: once,
  async read(reader) {
    try {
      return parseStatus(await reader.cephStatus());
    } catch (error) {
      // A cluster without Ceph says so by an error.
      if (/binary not installed|not (fully )?(initialized|configured)|configuration not/.test((error as Error).message)) return 'none';
      throw error;
    }
  },
  add(out, cluster, { nodes }, known) {
    const status = known.get(wholeCluster);
    if (!status || status === 'none' || nodes.length === 0) return;
    const labels = labelText({ cluster });
    if (status.state) out.add(cephMetrics.health, `${labels},${labelText({ state: status.state })}`, 1);
    for (const check of status.checks) out.add(cephMetrics.check, `${labels},${labelText(check)}`, 1);
    out.addIfKnown(cephMetrics.osds, labels, status.osds);
    out.addIfKnown(cephMetrics.osdsUp, labels, status.osdsUp);
    out.addIfKnown(cephMetrics.osdsIn, labels, status.osdsIn);
    out.addIfKnown(cephMetrics.size, labels, status.size);
    out.addIfKnown(cephMetrics.used, labels, status.used);
    out.addIfKnown(cephMetrics.monitors, labels, status.monitors);
    out.addIfKnown(cephMetrics.monitorsInQuorum, labels, status.monitorsInQuorum);
  },
};

function parseStatus(answer: unknown): CephStatus {
  const { health, osdmap, pgmap, monmap, quorum } = rowOf(answer);
  const { status, checks } = rowOf(health);
  // Older releases have the map of the OSDs once more inside.
  const osds = { ...rowOf(osdmap), ...rowOf(rowOf(osdmap).osdmap) };
  const { mons, num_mons: monitorCount } = rowOf(monmap);
  return {
    state: words[textOf(status)] ?? '',
    checks: Object.entries(rowOf(checks)).map(([check, row]) => ({ check, severity: words[textOf(rowOf(row).severity)] ?? '' })),
    osds: numberOf(osds.num_osds),
    osdsUp: numberOf(osds.num_up_osds),
    osdsIn: numberOf(osds.num_in_osds),
    size: numberOf(rowOf(pgmap).bytes_total),
    used: numberOf(rowOf(pgmap).bytes_used),
    monitors: Array.isArray(mons) ? mons.length : numberOf(monitorCount),
    monitorsInQuorum: Array.isArray(quorum) ? quorum.length : undefined,
  };
}
