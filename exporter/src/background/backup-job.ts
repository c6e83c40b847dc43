import { backupJobMetrics } from '@vigie/metrics/backup-job';
import { pveCollectors } from '@vigie/metrics/collectors';
import { labelText } from '../exposition.ts';
import { rowsOf, textOf } from '../row.ts';
import type { BackgroundCollector, WorkItem } from './background-collector.ts';
import { once, wholeCluster } from './items.ts';

/** Which guests no backup job covers: their ids. */
export const backupJobCollector: BackgroundCollector<WorkItem, ReadonlySet<string>> = {
  name: 'backup-job',
  intervalSeconds: pveCollectors['backup-job'].everySeconds,
  deadlineSeconds: 60,
  nodeFailures: [],
  items: once,
  read: async (reader) => new Set(rowsOf(await reader.notBackedUp()).map(({ type, vmid }) => `${textOf(type)}/${textOf(vmid)}`)),
  add(out, cluster, { guests, nodes }, known) {
    const uncovered = known.get(wholeCluster);
    if (!uncovered) return;
    const told = guests.filter(({ id }) => uncovered.has(id));
    // Without nodes it is a tenant's share: how many others have none is not theirs to know.
    if (nodes.length > 0) out.add(backupJobMetrics.uncovered, labelText({ cluster, id: `cluster/${cluster}` }), told.length);
    out.addEach(backupJobMetrics.uncoveredGuest, told, () => 1);
  },
};
