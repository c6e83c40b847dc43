import type { StepResult } from '../steps/step.ts';
import type { Why } from './verdict.ts';

/** One attempt of a step. `id` is what the run is about: an order, a backup. */
export interface Attempt {
  readonly id: string;
  readonly step: string;
  /** From 1; a run that is continued after a crash may repeat its last number, a retry of a failed order begins again. */
  readonly attempt: number;
}

/** How it ended. `retried`: it will be tried again; `failed`: it will not, and what the run is about failed with it. */
export type AttemptEnd =
  | { readonly outcome: 'done' | 'skipped'; readonly result: StepResult }
  | { readonly outcome: 'retried' | 'failed'; readonly why: Why };

/** Looks on while an attempt is made: calls `take` once and answers what it answers. */
export type AttemptWatch = (attempt: Attempt, take: () => Promise<AttemptEnd>) => Promise<AttemptEnd>;

export const unwatched: AttemptWatch = (_attempt, take) => take();

/** Both look on, the second one inside the first. */
export const both =
  (outer: AttemptWatch, inner: AttemptWatch): AttemptWatch =>
  (attempt, take) =>
    outer(attempt, () => inner(attempt, take));
