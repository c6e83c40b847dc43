import { pveCollectors } from '@vigie/metrics/collectors';
import { updateMetrics } from '@vigie/metrics/update';
import { labelText } from '../exposition.ts';
import { rowsOf } from '../row.ts';
import type { BackgroundCollector, WorkItem } from './background-collector.ts';
import { eachNode } from './items.ts';

/** Pending updates of the nodes. Proxmox lets only those read them who may also change a node, so it is off unless it is asked for. */
export const updateCollector: BackgroundCollector<WorkItem, number> = {
  name: 'update',
  intervalSeconds: pveCollectors.update.everySeconds,
  deadlineSeconds: 120,
  nodeFailures: ['timeout', 'unreachable'],
  items: eachNode,
  read: async (reader, _item, node) => rowsOf(await reader.updates(node)).length,
  add(out, cluster, { nodes }, known) {
    for (const { id, name } of nodes) {
      const pending = known.get(name);
      if (typeof pending === 'number') out.add(updateMetrics.pending, labelText({ cluster, id }), pending);
    }
  },
};
