import { durableRuns, type RunRef, type Runs } from '../engine/runs.ts';
import { nextExecutionRun, openExecutions } from '../store/executions.ts';
import { runExecution } from './advance.ts';
import type { ExecutionWork } from './turn.ts';

/** Wide: executions that wait for a person each hold a slot. */
const limit = { global: 50, pollMs: 200 };

/** Executions of runbooks as durable work. */
export function executionRuns(work: ExecutionWork): Runs {
  const refOf = ({ id, run }: { id: string; run: number }): RunRef => ({ id, run, partition: id });
  return durableRuns({
    name: 'execution',
    limit,
    body: (durable, id) => runExecution(durable, id, work),
    live: async () => (await openExecutions(work.db)).map(refOf),
    async nextRun({ id, run }) {
      const next = await nextExecutionRun(work.db, id, run);
      return next === null ? null : refOf({ id, run: next });
    },
  });
}
