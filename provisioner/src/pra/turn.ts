import type { Database } from '../store/database.ts';
import type { ExecutionStepRow } from '../store/execution-steps.ts';
import type { ExecutionRow } from '../store/executions.ts';
import type { Action } from './action.ts';
import type { Guide } from './guide.ts';
import type { Plan } from './plan.ts';
import type { RecoveryPorts } from './ports.ts';

export interface ExecutionWork {
  db: Database;
  ports: RecoveryPorts;
  actions: readonly Action[];
  guides: readonly Guide[];
}

/** What the run does next. `wait` ends early when a person acts. */
export type Next = { kind: 'ended' } | { kind: 'again'; delayMs: number } | { kind: 'wait'; seconds: number };

/** One step at the moment when it is its turn. */
export interface Turn {
  work: ExecutionWork;
  execution: ExecutionRow;
  plan: Plan;
  row: ExecutionStepRow;
}

/** Nobody must be waited for longer than this without a look at the store: a waking may get lost. */
export const recheckSeconds = 300;
