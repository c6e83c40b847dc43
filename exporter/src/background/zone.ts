import { pveCollectors } from '@vigie/metrics/collectors';
import { zoneMetrics } from '@vigie/metrics/zone';
import { labelText } from '../exposition.ts';
import { rowsOf, textOf } from '../row.ts';
import type { BackgroundCollector, WorkItem } from './background-collector.ts';
import { eachNode } from './items.ts';

/** Whether the SDN zones work on the nodes. */
export const zoneCollector: BackgroundCollector<WorkItem, { zone: string; state: string }[]> = {
  name: 'zone',
  intervalSeconds: pveCollectors.zone.everySeconds,
  deadlineSeconds: 60,
  nodeFailures: ['timeout', 'unreachable'],
  items: eachNode,
  read: async (reader, _item, node) => rowsOf(await reader.zones(node)).map((row) => ({ zone: textOf(row.zone), state: textOf(row.status) })),
  add(out, cluster, { nodes }, known) {
    for (const { id, name } of nodes) {
      for (const { zone, state } of known.get(name) ?? []) out.add(zoneMetrics.state, labelText({ cluster, id, zone, state }), 1);
    }
  },
};
