import type { ExecutionEngine } from '../services/runbooks.ts';
import type { EnginePort } from '../services/orders.ts';
import type { RunKind, WorkCalls } from './calls.ts';

/** The engine as the services know it, over the calls to the thread that works. Only what it needs is sent: rows hold more. */
export function enginePort(work: WorkCalls): { orders: EnginePort; runs(kind: RunKind): ExecutionEngine } {
  return {
    orders: {
      begin: ({ id, tenant, run, state }) => work.beginOrder({ id, tenant, run, state }),
      decided: ({ id, tenant, run, state }) => work.orderDecided({ id, tenant, run, state }),
      chosen: ({ id, run }) => work.networkChosen({ id, run }),
    },
    runs: (kind) => ({
      begin: ({ id, run, partition }) => work.beginRun(kind, { id, run, partition }),
      wake: ({ id, run }) => work.wakeRun(kind, { id, run }),
    }),
  };
}
