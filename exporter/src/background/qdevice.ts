import { pveCollectors } from '@vigie/metrics/collectors';
import { qdeviceMetrics } from '@vigie/metrics/qdevice';
import { labelText } from '../exposition.ts';
import { rowOf, textOf, type Row } from '../row.ts';
import type { BackgroundCollector, WorkItem } from './background-collector.ts';
import { once, wholeCluster } from './items.ts';

/** The quorum device, in the words of corosync; an empty answer is a cluster without one. */
export const qdeviceCollector: BackgroundCollector<WorkItem, Row> = {
  name: 'qdevice',
  intervalSeconds: pveCollectors.qdevice.everySeconds,
  deadlineSeconds: 60,
  nodeFailures: [],
  items: once,
  read: async (reader) => rowOf(await reader.qdevice()),
  add(out, cluster, { nodes }, known) {
    const device = known.get(wholeCluster);
    if (!device || nodes.length === 0 || Object.keys(device).length === 0) return;
    const state = textOf(device.State);
    const labels = labelText({ cluster, id: `cluster/${cluster}` });
    const facts = {
      model: textOf(device.Model),
      algorithm: textOf(device.Algorithm),
      qnetd_host: textOf(device['QNetd host']),
      tie_breaker: textOf(device['Tie-breaker']),
      state,
    };
    out.add(qdeviceMetrics.up, labels, state === 'Connected' ? 1 : 0);
    out.add(qdeviceMetrics.info, `${labels},${labelText(facts)}`, 1);
  },
};
