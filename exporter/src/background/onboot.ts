import { onbootMetrics } from '@vigie/metrics/onboot';
import { labelText } from '../exposition.ts';
import type { Guest } from '../resources.ts';
import { numberOf, rowsOf } from '../row.ts';
import type { BackgroundCollector, WorkItem } from './background-collector.ts';

/** Which guests are meant to run. Their list, nodes and tenants are of now; the answer is of the last pass. */
export const onbootCollector: BackgroundCollector<WorkItem & { guest: Guest }, boolean> = {
  name: 'onboot',
  intervalSeconds: 300,
  deadlineSeconds: 240,
  nodeFailures: ['timeout', 'unreachable'],
  items: ({ guests }) =>
    guests
      .filter(({ template }) => !template)
      .map((guest) => ({ key: guest.id, nodes: guest.nodeOnline ? [guest.node] : [], guest })),
  async read(reader, { guest: { type, vmid } }, node) {
    const [config] = rowsOf([await reader.guestConfig(node, type, vmid)]);
    return numberOf(config?.onboot) === 1;
  },
  add(out, cluster, { guests }, known) {
    for (const { id, pool: tenant, node, type } of guests) {
      const onboot = known.get(id);
      if (typeof onboot === 'boolean') out.add(onbootMetrics.onboot, labelText({ cluster, id, tenant, node, type }), onboot ? 1 : 0);
    }
  },
};
