import { execution, executionStep } from '@vigie/contract/executions';
import { instant } from '@vigie/contract/primitives';
import { z } from 'zod';
import { documentHead } from './document-head.ts';

const { id, runbook, title, mode, state, reason, parameters, startedBy, journal, rtoSeconds } = execution.shape;

/**
 * What is signed of the execution of a runbook: the plan as it was, what became of each step, and the whole journal. `rehearsal` says
 * that nothing was recovered for real. Times are in UTC, durations in seconds. A new field or meaning is a new format.
 */
export const executionDocument = documentHead.extend({
  format: z.literal('vigie-execution/1'),
  rehearsal: z.boolean(),
  execution: z.strictObject({
    id, runbook, title, mode, state, reason, parameters, startedBy,
    startedAt: instant, endedAt: instant.nullable(), abortReason: z.string().nullable(),
  }),
  objectives: z.strictObject({ rtoSeconds }),
  measured: z.strictObject({ rtaSeconds: z.number().nullable() }),
  steps: z.array(executionStep.extend({ seconds: z.number().nullable() })),
  deviations: z.array(z.strictObject({ of: z.enum(['step', 'objective', 'execution']), name: z.string(), text: z.string() })),
  journal,
});
export type ExecutionDocument = z.infer<typeof executionDocument>;
