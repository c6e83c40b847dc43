import { pveCollectors } from '@vigie/metrics/collectors';
import { nodeStatusMetrics } from '@vigie/metrics/node-status';
import { labelText } from '../exposition.ts';
import { numberOf, rowOf } from '../row.ts';
import type { BackgroundCollector, WorkItem } from './background-collector.ts';
import { eachNode } from './items.ts';

interface NodeLoad {
  /** Of the last 1, 5 and 15 minutes. */
  loads: (number | undefined)[];
  ioWait: number | undefined;
  swapSize: number | undefined;
  swapUsage: number | undefined;
}

/** What the list of resources does not say of a node. */
export const nodeStatusCollector: BackgroundCollector<WorkItem, NodeLoad> = {
  name: 'node-status',
  intervalSeconds: pveCollectors['node-status'].everySeconds,
  deadlineSeconds: 30,
  nodeFailures: ['timeout', 'unreachable'],
  items: eachNode,
  async read(reader, _item, node) {
    const status = rowOf(await reader.nodeStatus(node));
    const swap = rowOf(status.swap);
    return {
      loads: Array.isArray(status.loadavg) ? status.loadavg.map(numberOf) : [],
      ioWait: numberOf(status.wait),
      swapSize: numberOf(swap.total),
      swapUsage: numberOf(swap.used),
    };
  },
  add(out, cluster, { nodes }, known) {
    for (const { id, name, online } of nodes) {
      const load = known.get(name);
      // A dead node's last load would look like a node at work.
      if (!load || !online) continue;
      const labels = labelText({ cluster, id });
      out.addIfKnown(nodeStatusMetrics.load1, labels, load.loads[0]);
      out.addIfKnown(nodeStatusMetrics.load5, labels, load.loads[1]);
      out.addIfKnown(nodeStatusMetrics.load15, labels, load.loads[2]);
      out.addIfKnown(nodeStatusMetrics.ioWait, labels, load.ioWait);
      out.addIfKnown(nodeStatusMetrics.swapSize, labels, load.swapSize);
      out.addIfKnown(nodeStatusMetrics.swapUsage, labels, load.swapUsage);
    }
  },
};
