import { pbsCollectors } from '@vigie/metrics/collectors';
import { pbsServerMetrics } from '@vigie/metrics/pbs-server';
import { badTaskLimit, badTaskWindowSeconds, countBadTasks, type BadTasks } from '../bad-tasks.ts';
import { BlindTokenError } from '../blind-token-error.ts';
import { labelText } from '../exposition.ts';
import { rowOf } from '../row.ts';
import type { PbsCollector } from './pbs-collector.ts';

const path = '/system/tasks';

/** Tasks of the last 24 hours that failed. */
export const taskCollector: PbsCollector<readonly BadTasks[]> = {
  name: 'task',
  intervalSeconds: pbsCollectors.task.everySeconds,
  async read(api) {
    // Without it the server gives the token's own tasks only, and none is not an error.
    const held = rowOf(rowOf(await api.call<unknown>('GET', '/access/permissions', {}, { path }))[path]);
    if (held['Sys.Audit'] === undefined) throw new BlindTokenError(`the token does not see all tasks: it needs the role Audit on / or on ${path}`);
    const since = Math.floor(Date.now() / 1000) - badTaskWindowSeconds;
    const params = { since, limit: badTaskLimit, errors: true };
    const tasks = await api.call<unknown>('GET', '/nodes/{node}/tasks', { node: 'localhost' }, params);
    return { value: countBadTasks(tasks, 'worker_type'), failure: null };
  },
  add(out, server, known) {
    for (const { type, result, count } of known) out.add(pbsServerMetrics.failedTasks, labelText({ server, type, result }), count);
  },
};
