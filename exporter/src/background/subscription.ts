import { pveCollectors } from '@vigie/metrics/collectors';
import { subscriptionMetrics } from '@vigie/metrics/subscription';
import { labelText } from '../exposition.ts';
import { rowOf, textOf } from '../row.ts';
import type { ToldStates } from '../told-states.ts';
import type { BackgroundCollector, WorkItem } from './background-collector.ts';
import { eachNode } from './items.ts';

interface Subscription {
  level: string;
  status: string;
  /** Seconds since 1970. */
  nextDue: number | undefined;
}

const statuses = ['new', 'notfound', 'active', 'invalid', 'expired', 'suspended'];

/** The subscriptions of the nodes. */
export const subscriptionCollector = (states: ToldStates): BackgroundCollector<WorkItem, Subscription> => ({
  name: 'subscription',
  intervalSeconds: pveCollectors.subscription.everySeconds,
  deadlineSeconds: 120,
  nodeFailures: ['timeout', 'unreachable'],
  items: eachNode,
  async read(reader, _item, node) {
    const row = rowOf(await reader.subscription(node));
    const due = Date.parse(textOf(row.nextduedate)) / 1000;
    return { level: textOf(row.level) || 'unknown', status: textOf(row.status) || 'unknown', nextDue: Number.isNaN(due) ? undefined : due };
  },
  add(out, cluster, { nodes }, known) {
    for (const { id, name } of nodes) {
      const subscription = known.get(name);
      if (!subscription) continue;
      const { level, status, nextDue } = subscription;
      const labels = labelText({ cluster, id });
      out.add(subscriptionMetrics.info, `${labels},${labelText({ level })}`, 1);
      for (const each of states === 'all' ? statuses : [status]) {
        out.add(subscriptionMetrics.status, `${labels},${labelText({ status: each })}`, each === status ? 1 : 0);
      }
      out.addIfKnown(subscriptionMetrics.nextDue, labels, nextDue);
    }
  },
});
