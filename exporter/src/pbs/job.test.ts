import { failing } from '../testing/fake-reader.ts';
import { pbsOf } from '../testing/pbs-samples.ts';
import { jobCollector } from './job.ts';

const sync = { id: 's-1', store: 'a', 'last-run-state': 'connection refused', 'last-run-endtime': 1000, 'next-run': 2000 };
const verify = { id: 'v-1', store: 'a', 'last-run-state': 'WARNINGS: 3', 'last-run-endtime': 1100 };
const prune = { id: 'p-1', store: 'a' };
const gc = { store: 'a', 'last-run-state': 'OK', 'last-run-endtime': 1200, 'next-run': 3000 };
const answers = { '/admin/sync': [sync], '/admin/verify': [verify], '/admin/prune': [prune], '/admin/gc': [gc] };
const series = (name: string, type: string, job: string) => `pbs_job_${name}{datastore="a",job="${job}",job_type="${type}",server="main"}`;

test('tells how the last run of each job ended, and when the next is due', async () => {
  const { api, pass } = pbsOf(jobCollector, answers);
  expect(await pass()).toEqual(new Map([
    [series('last_run_success', 'sync', 's-1'), 0],
    [series('last_run_end_timestamp_seconds', 'sync', 's-1'), 1000],
    [series('next_run_timestamp_seconds', 'sync', 's-1'), 2000],
    [series('last_run_success', 'verify', 'v-1'), 1],
    [series('last_run_end_timestamp_seconds', 'verify', 'v-1'), 1100],
    [series('last_run_success', 'gc', 'a'), 1],
    [series('last_run_end_timestamp_seconds', 'gc', 'a'), 1200],
    [series('next_run_timestamp_seconds', 'gc', 'a'), 3000],
  ]));
  expect(api.calls).toContain('/admin/sync?sync-direction=all');
});

test('a list that fails keeps what was known of it; the others are of now', async () => {
  const { api, pass, failure } = pbsOf(jobCollector, { ...answers });
  await pass();
  api.answers['/admin/sync'] = failing('permission');
  api.answers['/admin/gc'] = [];
  const samples = await pass();
  expect(samples.get(series('last_run_success', 'sync', 's-1'))).toBe(0);
  expect(samples.has(series('last_run_success', 'gc', 'a'))).toBe(false);
  expect(failure()).toMatchObject({ kind: 'permission' });
});
