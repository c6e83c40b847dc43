import { pveCollectors } from '@vigie/metrics/collectors';
import { taskMetrics } from '@vigie/metrics/task';
import { BlindTokenError } from '../blind-token-error.ts';
import { labelText } from '../exposition.ts';
import { rowOf } from '../row.ts';
import type { BackgroundCollector, WorkItem } from './background-collector.ts';
import { countBadTasks, badTaskLimit, badTaskWindowSeconds, type BadTasks } from '../bad-tasks.ts';
import { eachNode } from './items.ts';

/** Tasks of the last 24 hours that failed. */
export const taskCollector: BackgroundCollector<WorkItem, BadTasks[]> = {
  name: 'task',
  intervalSeconds: pveCollectors.task.everySeconds,
  deadlineSeconds: 90,
  nodeFailures: ['timeout', 'unreachable'],
  items: eachNode,
  async read(reader, _item, node) {
    const path = `/nodes/${node}`;
    // Without it Proxmox gives the token's own tasks only, and none is not an error.
    if (rowOf(rowOf(await reader.permissions(path))[path])['Sys.Audit'] === undefined) {
      throw new BlindTokenError(`the token does not see all tasks of ${node}: it needs Sys.Audit on ${path}`);
    }
    const since = Math.floor(Date.now() / 1000) - badTaskWindowSeconds;
    return countBadTasks(await reader.badTasks(node, since, badTaskLimit), 'type');
  },
  add(out, cluster, { nodes }, known) {
    for (const { id, name } of nodes) {
      for (const { type, result, count } of known.get(name) ?? []) {
        out.add(taskMetrics.bad, labelText({ cluster, id, type, result }), count);
      }
    }
  },
};
