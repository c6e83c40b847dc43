import { durableRuns, type Runs } from '../engine/runs.ts';
import type { Database } from '../store/database.ts';
import { takeNextRun } from '../store/next-run.ts';
import { liveTests } from '../store/restore-tests.ts';
import { runTest, type TestWork } from './run.ts';
import { runRefOf } from './service.ts';

/** Restore tests as work of the engine. */
export function restoreTestRuns(db: Database, work: TestWork): Runs {
  return durableRuns({
    name: 'restore-test',
    limit: { perPartition: 1, pollMs: 1_000 },
    body: (durable, id) => runTest(durable, id, work),
    live: async () => (await liveTests(db)).map(runRefOf),
    nextRun: async (ref) => ((await takeNextRun(db, 'restore_tests', ref.id, ref.run)) ? { ...ref, run: ref.run + 1 } : null),
  });
}
