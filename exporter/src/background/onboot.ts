import { onbootMetrics } from '@vigie/metrics/onboot';
import { pveCollectors } from '@vigie/metrics/collectors';
import { labelText } from '../exposition.ts';
import { numberOf, rowOf } from '../row.ts';
import type { BackgroundCollector } from './background-collector.ts';
import { eachGuest, type GuestItem } from './items.ts';

/** Which guests are meant to run. Their list, nodes and tenants are of now; the answer is of the last pass. */
export const onbootCollector: BackgroundCollector<GuestItem, boolean> = {
  name: 'onboot',
  intervalSeconds: pveCollectors.onboot.everySeconds,
  deadlineSeconds: 240,
  nodeFailures: ['timeout', 'unreachable'],
  items: eachGuest,
  async read(reader, { type, vmid }, node) {
    return numberOf(rowOf(await reader.guestConfig(node, type, vmid)).onboot) === 1;
  },
  add(out, _cluster, { guests }, known) {
    for (const { id, labels, node, type } of guests) {
      const onboot = known.get(id);
      if (typeof onboot === 'boolean') out.add(onbootMetrics.onboot, `${labels},${labelText({ node, type })}`, onboot ? 1 : 0);
    }
  },
};
