import { pveCollectors } from '@vigie/metrics/collectors';
import { haMetrics } from '@vigie/metrics/ha';
import { labelText } from '../exposition.ts';
import { numberOf, rowsOf, textOf, type Row } from '../row.ts';
import type { BackgroundCollector, WorkItem } from './background-collector.ts';
import { once, wholeCluster } from './items.ts';

interface HaStatus {
  /** null while high availability is not used. */
  master: { node: string; seen: number | undefined } | null;
  lrms: { node: string; state: string }[];
  fencing: string;
}

/** The high availability manager itself; the states of what it manages are in the list of resources. */
export const haCollector: BackgroundCollector<WorkItem, HaStatus> = {
  name: 'ha',
  intervalSeconds: pveCollectors.ha.everySeconds,
  deadlineSeconds: 30,
  nodeFailures: [],
  items: once,
  async read(reader) {
    const rows = rowsOf(await reader.haStatus());
    const master = rows.find(({ type }) => type === 'master');
    return {
      master: master ? { node: textOf(master.node), seen: numberOf(master.timestamp) } : null,
      lrms: rows.filter(({ type }) => type === 'lrm').map((row) => ({ node: textOf(row.node), state: lrmState(row) })),
      fencing: textOf(rows.find(({ type }) => type === 'fencing')?.['armed-state']),
    };
  },
  add(out, cluster, { nodes }, known) {
    const status = known.get(wholeCluster);
    if (!status || nodes.length === 0) return;
    const { master, lrms, fencing } = status;
    if (master) {
      const labels = labelText({ cluster, id: `node/${master.node}` });
      out.add(haMetrics.master, labels, 1);
      out.addIfKnown(haMetrics.masterSeen, labels, master.seen);
    }
    for (const { node, state } of lrms) out.add(haMetrics.lrm, labelText({ cluster, id: `node/${node}`, state }), 1);
    if (fencing) out.add(haMetrics.fencing, labelText({ cluster, state: fencing }), 1);
  },
};

/** Its state is in a text for people only: `pve1 (active, Sat Nov 21 01:14:59 2026)`. */
function lrmState({ status }: Row): string {
  return /\(([^,)]+)/.exec(textOf(status))?.[1] ?? 'unknown';
}
