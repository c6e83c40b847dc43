import { nodeMetrics } from '@vigie/metrics/node';
import { resourceMetrics } from '@vigie/metrics/resource';
import { labelText } from '../exposition.ts';
import type { Collector } from './collector.ts';
import { addOtherNodeStates } from './other-states.ts';
import { addUsage } from './usage.ts';

export const nodeCollector: Collector = {
  name: 'node',
  async collect(snapshot, out) {
    const { cluster } = snapshot;
    const [resources, status] = await Promise.allSettled([snapshot.resources(), snapshot.status()]);
    if (resources.status === 'rejected') throw resources.reason;
    for (const node of resources.value.nodes) {
      const labels = labelText({ cluster, id: node.id });
      out.add(resourceMetrics.up, labels, node.online ? 1 : 0);
      addUsage(out, labels, node, { current: node.online });
      if (node.haState) out.add(resourceMetrics.haState, `${labels},${labelText({ state: node.haState })}`, 1);
    }
    if (snapshot.states === 'all') addOtherNodeStates(out, cluster, resources.value.nodes);
    // The node's number is in the status only; an info without it would be another series.
    if (status.status === 'rejected') throw status.reason;
    for (const { id, name, level } of resources.value.nodes) {
      out.add(nodeMetrics.info, labelText({ cluster, id, level, name, nodeid: status.value.nodeIds.get(name) ?? '' }), 1);
    }
  },
};
