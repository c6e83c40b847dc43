import { z } from 'zod';
import { executionId, instant } from './primitives.ts';
import { readiness } from './readiness.ts';

export const runbookSlug = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,40}$/)
  .meta({ id: 'RunbookSlug', example: 'pve-host-lost' });

export const runbookStepKind = z.enum(['auto', 'manual', 'decision']).meta({ id: 'RunbookStepKind' });
export type RunbookStepKind = z.infer<typeof runbookStepKind>;

/** What must be told to start a runbook: one of the machines (its id) or `<cluster>/<node>`. `choices` are those that exist now. */
export const runbookParameter = z
  .object({
    name: z.string(),
    kind: z.enum(['vm', 'node']),
    label: z.string(),
    choices: z.array(z.object({ value: z.string(), label: z.string() })),
  })
  .meta({ id: 'RunbookParameter' });

export const executionMode = z.enum(['rehearsal', 'real']).meta({ id: 'ExecutionMode' });
export type ExecutionMode = z.infer<typeof executionMode>;

export const executionState = z.enum(['running', 'waiting', 'done', 'failed', 'aborted']).meta({ id: 'ExecutionState' });
export type ExecutionState = z.infer<typeof executionState>;

/** A recovery scenario in a list. `lastRehearsal` is the last one that ended; `openExecutions` are going on now. */
export const runbookSummary = z
  .object({
    slug: runbookSlug,
    title: z.string(),
    covers: z.string(),
    rtoMinutes: z.int(),
    steps: z.int(),
    destructiveSteps: z.int(),
    lastRehearsal: z.object({ id: executionId, state: executionState, endedAt: instant, seconds: z.int() }).nullable(),
    openExecutions: z.array(executionId),
  })
  .meta({ id: 'RunbookSummary' });
export type RunbookSummary = z.infer<typeof runbookSummary>;

export const runbookStep = z
  .object({
    id: z.string(),
    kind: runbookStepKind,
    title: z.string(),
    instruction: z.string(),
    expected: z.string(),
    destructive: z.boolean(),
    timeoutMinutes: z.int(),
    options: z.array(z.object({ id: z.string(), label: z.string() })),
  })
  .meta({ id: 'RunbookStep' });
export type RunbookStep = z.infer<typeof runbookStep>;

/** `body` is Markdown for people: what to know before, who to tell. */
export const runbook = runbookSummary
  .omit({ steps: true })
  .extend({ body: z.string(), parameters: z.array(runbookParameter), steps: z.array(runbookStep) })
  .meta({ id: 'Runbook' });
export type Runbook = z.infer<typeof runbook>;

export const runbookList = z.object({ items: z.array(runbookSummary), readiness }).meta({ id: 'RunbookList' });
export type RunbookList = z.infer<typeof runbookList>;
