import { nodeMetrics } from '@vigie/metrics/node';
import { resourceMetrics } from '@vigie/metrics/resource';
import { labelText } from '../exposition/exposition.ts';
import type { Collector } from './collector.ts';
import { addOtherNodeStates } from './other-states.ts';
import { usageMetrics } from './usage.ts';

export const nodeCollector: Collector = {
  name: 'node',
  async collect(snapshot, out) {
    const { cluster } = snapshot;
    const [resources, status] = await Promise.allSettled([snapshot.resources(), snapshot.status()]);
    if (resources.status === 'rejected') throw resources.reason;
    const nodes = resources.value.nodes.map((node) => ({ ...node, labels: labelText({ cluster, id: node.id }) }));
    out.addEach(resourceMetrics.up, nodes, ({ online }) => (online ? 1 : 0));
    for (const [metric, field] of usageMetrics) out.addEach(metric, nodes, (node) => node[field]);
    for (const { haState, labels } of nodes) {
      if (haState) out.add(resourceMetrics.haState, `${labels},${labelText({ state: haState })}`, 1);
    }
    if (snapshot.states === 'all') addOtherNodeStates(out, cluster, resources.value.nodes);
    // The node's number is in the status only; an info without it would be another series.
    if (status.status === 'rejected') throw status.reason;
    for (const { id, name, level } of nodes) {
      out.add(nodeMetrics.info, labelText({ cluster, id, level, name, nodeid: status.value.nodeIds.get(name) ?? '' }), 1);
    }
  },
};
