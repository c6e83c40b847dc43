import { runbookSlug } from '@vigie/contract/runbooks';
import { z } from 'zod';
import { text } from './text.ts';

const id = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'an id is 2 to 40 small letters, digits or hyphens, with a letter first');
const name = z.string().min(1, 'a name is needed');

const common = {
  id,
  title: text,
  /** What to do, before anything is known of the case; the names of the case are in the step's lines. */
  instruction: text,
  /** What is true when it is done. */
  expected: text,
  /** An automatic step that has not come to its end after this has failed; for people it is how long they should need. */
  timeoutMinutes: z.int().min(1).max(24 * 60),
};

const autoStep = z.strictObject({
  ...common,
  kind: z.literal('auto'),
  /** Name in actions/index.ts. */
  action: name,
  /** Two persons must confirm it before it begins (one in a rehearsal). */
  destructive: z.boolean().default(false),
});

const manualStep = z.strictObject({
  ...common,
  kind: z.literal('manual'),
  /** Name in guides/index.ts: who adds the commands with their real names, and looks whether it was done. */
  action: name.optional(),
  destructive: z.boolean().default(false),
});

const decisionStep = z.strictObject({
  ...common,
  kind: z.literal('decision'),
  options: z
    .array(
      z.strictObject({
        id,
        label: text,
        /** Later steps that are not needed then. */
        skip: z.array(id).default([]),
        /** Ends the execution. */
        abort: z.boolean().default(false),
      }),
    )
    .min(2, 'a decision has at least two options'),
});

/** The front matter of a scenario: what is done, in which order. */
export const plan = z.strictObject({
  slug: runbookSlug,
  title: text,
  covers: text,
  rtoMinutes: z.int().min(1).max(7 * 24 * 60),
  parameters: z.array(z.strictObject({ name: id, kind: z.enum(['vm', 'node']), label: text })),
  steps: z.array(z.discriminatedUnion('kind', [autoStep, manualStep, decisionStep])).min(1, 'a plan has at least one step'),
});
export type Plan = z.infer<typeof plan>;
export type PlanStep = Plan['steps'][number];
export type PlanParameter = Plan['parameters'][number];

export const isDestructive = (step: PlanStep): boolean => step.kind !== 'decision' && step.destructive;
