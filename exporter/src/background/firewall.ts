import { nodeMetrics } from '@vigie/metrics/node';
import { labelText } from '../exposition.ts';
import { numberOf, rowsOf } from '../row.ts';
import type { BackgroundCollector, WorkItem } from './background-collector.ts';

/** Where firewall rules act: the datacenter's firewall is off unless it says otherwise, a node's is on unless it does. */
export const firewallCollector: BackgroundCollector<WorkItem, boolean> = {
  name: 'firewall',
  nodeFailures: ['timeout', 'unreachable'],
  items: ({ nodes }) => nodes.map(({ name, online }) => ({ key: name, nodes: online ? [name] : [] })),
  async read(reader, _item, node) {
    const [datacenter, own] = rowsOf([await reader.firewallOptions(), await reader.firewallOptions(node)]);
    return (numberOf(datacenter?.enable) ?? 0) !== 0 && (numberOf(own?.enable) ?? 1) !== 0;
  },
  add(out, cluster, { nodes }, known) {
    for (const { name: node } of nodes) {
      const enabled = known.get(node);
      if (typeof enabled === 'boolean') out.add(nodeMetrics.firewallEnabled, labelText({ cluster, node }), enabled ? 1 : 0);
    }
  },
};
