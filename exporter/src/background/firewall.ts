import { pveCollectors } from '@vigie/metrics/collectors';
import { firewallMetrics } from '@vigie/metrics/firewall';
import { labelText } from '../exposition/exposition.ts';
import { numberOf, rowsOf } from '../cluster/row.ts';
import type { BackgroundCollector, WorkItem } from './background-collector.ts';
import { eachNode } from './items.ts';

/** Where firewall rules act: the datacenter's firewall is off unless it says otherwise, a node's is on unless it does. */
export const firewallCollector: BackgroundCollector<WorkItem, boolean> = {
  name: 'firewall',
  intervalSeconds: pveCollectors.firewall.everySeconds,
  deadlineSeconds: 60,
  nodeFailures: ['timeout', 'unreachable'],
  items: eachNode,
  async read(reader, _item, node) {
    const [datacenter, own] = rowsOf([await reader.firewallOptions(), await reader.firewallOptions(node)]);
    return (numberOf(datacenter?.enable) ?? 0) !== 0 && (numberOf(own?.enable) ?? 1) !== 0;
  },
  add(out, cluster, { nodes }, known) {
    for (const { id, name } of nodes) {
      const enabled = known.get(name);
      if (typeof enabled === 'boolean') out.add(firewallMetrics.enabled, labelText({ cluster, id }), enabled ? 1 : 0);
    }
  },
};
