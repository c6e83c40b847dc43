import { ProxmoxError } from '@vigie/proxmox/errors';
import type { StepResult } from '../steps/step.ts';
import { unwatched, type Attempt, type AttemptEnd, type AttemptWatch } from './attempt.ts';
import { retryDelay } from './backoff.ts';
import type { Durable } from './durable.ts';
import { verdictOf, type Why } from './verdict.ts';

/** How a run reports its progress. Every call may be repeated. `id` is what the run is about: an order, a backup. */
export interface Progress<Name extends string> {
  isOver(id: string, step: Name): Promise<boolean>;
  started(id: string, step: Name): Promise<void>;
  retries(id: string, step: Name, why: Why): Promise<void>;
  ended(id: string, step: Name, result: StepResult): Promise<void>;
  /** The step failed for good, and what the run is about with it. */
  failed(id: string, step: Name, why: Why): Promise<void>;
  /** Looks on, for metrics and traces. */
  readonly watch?: AttemptWatch;
}

export type RunStep<Name extends string> = (id: string, step: Name) => Promise<StepResult>;

/** About four minutes of trying, see `retryDelay`. */
const maxAttempts = 12;

type Outcome = { kind: 'done' } | { kind: 'failed' } | { kind: 'retry'; delayMs: number };

/**
 * Runs steps in their order inside a durable workflow; false as soon as one fails for good. Steps that an earlier run finished are
 * passed over. The journal holds each attempt's outcome with its delay, so that a replay takes the same path.
 */
export async function runSteps<Name extends string>(
  durable: Durable,
  names: readonly Name[],
  id: string,
  runStep: RunStep<Name>,
  progress: Progress<Name>,
): Promise<boolean> {
  for (const name of names) {
    for (let attempt = 1; ; attempt++) {
      const outcome = await durable.step(name, () => takeStep(name, attempt, id, runStep, progress));
      if (outcome.kind === 'failed') return false;
      if (outcome.kind === 'done') break;
      await durable.sleep(outcome.delayMs);
    }
  }
  return true;
}

async function takeStep<Name extends string>(
  name: Name,
  attempt: number,
  id: string,
  runStep: RunStep<Name>,
  progress: Progress<Name>,
): Promise<Outcome> {
  if (await progress.isOver(id, name)) return { kind: 'done' };
  await progress.started(id, name);
  const { watch = unwatched } = progress;
  const end = await watch({ id, step: name, attempt }, () => attemptStep(name, { id, step: name, attempt }, runStep));
  switch (end.outcome) {
    case 'failed':
      await progress.failed(id, name, end.why);
      return { kind: 'failed' };
    case 'retried':
      await progress.retries(id, name, end.why);
      return { kind: 'retry', delayMs: retryDelay(attempt) };
    default:
      await progress.ended(id, name, end.result);
      return { kind: 'done' };
  }
}

/** Never throws: what the step throws is its end. */
async function attemptStep<Name extends string>(name: Name, { id, attempt }: Attempt, runStep: RunStep<Name>): Promise<AttemptEnd> {
  try {
    const result = await runStep(id, name);
    return { outcome: result === 'done' ? 'done' : 'skipped', result };
  } catch (error) {
    const { retry, ...why } = verdictOf(error);
    if (retry && attempt < maxAttempts) return { outcome: 'retried', why };
    if (error instanceof ProxmoxError) error.clearedUp('given-up');
    return { outcome: 'failed', why };
  }
}
