import { z } from 'zod';
import { languageQuery } from './catalogue.ts';
import { pageQuery } from './list.ts';
import { executionId, instant } from './primitives.ts';
import { remark } from './remark.ts';
import { executionMode, executionState, runbookSlug, runbookStep } from './runbooks.ts';
import { stepReason } from './step-reasons.ts';

/** Starts a runbook. `reason` says why; in the journal for ever. */
export const executionRequest = z
  .strictObject({ mode: executionMode, reason: remark, parameters: z.record(z.string().max(40), z.string().max(100)).default({}) })
  .meta({ id: 'ExecutionRequest' });
export type ExecutionRequest = z.infer<typeof executionRequest>;

/**
 * What a person does with a step. `confirm`: yes, do this step (destructive ones need two persons); `done`: the manual step is done;
 * `choose`: the decision; `retry` and `skip`: after a failure (`skip` needs a note).
 */
export const stepAct = z
  .discriminatedUnion('act', [
    z.strictObject({ act: z.literal('confirm'), note: remark.optional() }),
    z.strictObject({ act: z.literal('done'), note: remark.optional() }),
    z.strictObject({ act: z.literal('choose'), option: z.string().max(40), note: remark.optional() }),
    z.strictObject({ act: z.literal('retry'), note: remark.optional() }),
    z.strictObject({ act: z.literal('skip'), note: remark }),
  ])
  .meta({ id: 'StepAct' });
export type StepAct = z.infer<typeof stepAct>;

export const abortRequest = z.strictObject({ reason: remark }).meta({ id: 'AbortRequest' });

export const executionStepState = z
  .enum(['pending', 'awaiting-confirmation', 'running', 'waiting', 'done', 'failed', 'skipped'])
  .meta({ id: 'ExecutionStepState' });
export type ExecutionStepState = z.infer<typeof executionStepState>;

/**
 * A step of an execution. `waiting`: for a person (manual or decision). `probe` is what Vigie last saw by itself of the expected state;
 * `doubtful`: what it saw fits, but does not prove it.
 * `lines` are its result and its instructions with real names, in the language asked for; `command: true` marks one to copy.
 */
export const executionStep = runbookStep
  .extend({
    state: executionStepState,
    startedAt: instant.optional(),
    endedAt: instant.optional(),
    confirmedBy: z.array(z.string()),
    neededConfirmations: z.int(),
    doneBy: z.string().optional(),
    chosen: z.string().optional(),
    note: z.string().optional(),
    probe: z.object({ reached: z.boolean(), doubtful: z.boolean(), text: z.string(), at: instant }).optional(),
    lines: z.array(z.object({ text: z.string(), command: z.boolean() })),
    error: stepReason.extend({ technical: z.string().optional() }).optional(),
  })
  .meta({ id: 'ExecutionStep' });
export type ExecutionStep = z.infer<typeof executionStep>;

/**
 * One line of the journal: append-only. `actor` is `system` for the daemon. In `detail`: what a person wrote or chose; of a failure
 * `code`, `params` and `message` as of a step's error; what a probe saw as `seen`, in the language asked for.
 */
export const journalEntry = z
  .object({ sequence: z.int(), at: instant, actor: z.string(), act: z.string(), step: z.string().optional(), detail: z.record(z.string(), z.unknown()) })
  .meta({ id: 'JournalEntry' });
export type JournalEntry = z.infer<typeof journalEntry>;

export const executionSummary = z
  .object({
    id: executionId,
    runbook: runbookSlug,
    title: z.string(),
    mode: executionMode,
    state: executionState,
    reason: z.string(),
    parameters: z.array(z.object({ name: z.string(), value: z.string(), label: z.string() })),
    startedBy: z.string(),
    startedAt: instant,
    endedAt: instant.optional(),
    rtoSeconds: z.int(),
  })
  .meta({ id: 'ExecutionSummary' });
export type ExecutionSummary = z.infer<typeof executionSummary>;

export const execution = executionSummary
  .extend({ steps: z.array(executionStep), journal: z.array(journalEntry), abortReason: z.string().optional() })
  .meta({ id: 'Execution' });
export type Execution = z.infer<typeof execution>;

export const executionListQuery = pageQuery
  .extend({ runbook: runbookSlug.optional(), mode: executionMode.optional(), state: executionState.optional() })
  .extend(languageQuery.shape);
