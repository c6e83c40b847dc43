import { pveCollectors } from '@vigie/metrics/collectors';
import { pressureMetrics } from '@vigie/metrics/pressure';
import { labelText } from '../exposition.ts';
import { numberOf, rowsOf } from '../row.ts';
import type { BackgroundCollector, WorkItem } from './background-collector.ts';
import { eachNode } from './items.ts';

// All tasks at once cannot wait for the CPU: one of them has it.
const stalls = [['cpu', 'some'], ['io', 'some'], ['io', 'full'], ['memory', 'some'], ['memory', 'full']] as const;

interface Stall {
  resource: string;
  stall: string;
  /** 0 to 1. */
  ratio: number;
}

/** How much a node's tasks wait, from the newest row of its history that holds it; a Proxmox before 9 has none. */
export const pressureCollector: BackgroundCollector<WorkItem, Stall[]> = {
  name: 'pressure',
  intervalSeconds: pveCollectors.pressure.everySeconds,
  deadlineSeconds: 60,
  nodeFailures: ['timeout', 'unreachable'],
  items: eachNode,
  async read(reader, _item, node) {
    // The last row may be of a minute that is not over, and then empty.
    const newest = rowsOf(await reader.nodeHistory(node)).findLast((row) => row.pressurecpusome !== undefined);
    return stalls.flatMap(([resource, stall]) => {
      const percent = numberOf(newest?.[`pressure${resource}${stall}`]);
      return percent === undefined ? [] : { resource, stall, ratio: percent / 100 };
    });
  },
  add(out, cluster, { nodes }, known) {
    for (const { id, name, online } of nodes) {
      if (!online) continue;
      for (const { resource, stall, ratio } of known.get(name) ?? []) {
        out.add(pressureMetrics.pressure, labelText({ cluster, id, resource, stall }), ratio);
      }
    }
  },
};
