import { pbsCollectors } from '@vigie/metrics/collectors';
import { pbsJobMetrics } from '@vigie/metrics/pbs-job';
import { labelText } from '../exposition.ts';
import { numberOf, rowsOf, textOf } from '../row.ts';
import type { PbsCollector } from './pbs-collector.ts';

/** A job and its last run. Seconds since 1970. */
interface Job {
  datastore: string;
  type: string;
  id: string;
  /** null before its first run. */
  success: boolean | null;
  ended: number | undefined;
  next: number | undefined;
}

const lists = [
  // A job that pushes to another server is in the list only when it is asked for.
  { type: 'sync', path: '/admin/sync', params: { 'sync-direction': 'all' } },
  { type: 'verify', path: '/admin/verify', params: {} },
  { type: 'prune', path: '/admin/prune', params: {} },
  { type: 'gc', path: '/admin/gc', params: {} },
];

/** Sync, verification, prune and garbage collection jobs. A list that cannot be read keeps what was known of it. */
export const jobCollector: PbsCollector<ReadonlyMap<string, readonly Job[]>> = {
  name: 'job',
  intervalSeconds: pbsCollectors.job.everySeconds,
  async read(api, last) {
    let failure: unknown = null;
    const jobs = new Map<string, readonly Job[]>();
    for (const { type, path, params } of lists) {
      try {
        const rows = rowsOf(await api.call<unknown>('GET', path, {}, params));
        jobs.set(type, rows.map((row) => ({
          datastore: textOf(row.store),
          type,
          id: textOf(row.id) || textOf(row.store),
          success: successOf(textOf(row['last-run-state'])),
          ended: numberOf(row['last-run-endtime']),
          next: numberOf(row['next-run']),
        })));
      } catch (error) {
        failure ??= error;
        const known = last?.get(type);
        if (known) jobs.set(type, known);
      }
    }
    return { value: jobs, failure };
  },
  add(out, server, known) {
    for (const { datastore, type, id, success, ended, next } of [...known.values()].flat()) {
      const labels = labelText({ server, datastore, job_type: type, job: id });
      if (success !== null) out.add(pbsJobMetrics.lastSuccess, labels, success ? 1 : 0);
      out.addIfKnown(pbsJobMetrics.lastEnd, labels, ended);
      out.addIfKnown(pbsJobMetrics.nextRun, labels, next);
    }
  },
};

function successOf(state: string): boolean | null {
  return state === '' ? null : state === 'OK' || /^WARNINGS: \d+$/.test(state);
}
