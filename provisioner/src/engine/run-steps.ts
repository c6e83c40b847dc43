import { DBOS } from '@dbos-inc/dbos-sdk';
import type { OrderStepName } from '@vigie/contract/order-steps';
import type { StepResult } from '../steps/step.ts';
import { retryDelay } from './backoff.ts';
import { verdictOf, type Why } from './verdict.ts';

/** How a run reports its progress. Every call may be repeated. */
export interface Progress {
  isOver(orderId: string, step: OrderStepName): Promise<boolean>;
  started(orderId: string, step: OrderStepName): Promise<void>;
  retries(orderId: string, step: OrderStepName, why: Why): Promise<void>;
  ended(orderId: string, step: OrderStepName, result: StepResult): Promise<void>;
  /** The step failed for good, and the order with it. */
  failed(orderId: string, step: OrderStepName, why: Why): Promise<void>;
}

export type RunStep = (orderId: string, step: OrderStepName) => Promise<StepResult>;

/** About four minutes of trying, see `retryDelay`. */
const maxAttempts = 12;

type Outcome = { kind: 'done' } | { kind: 'failed' } | { kind: 'retry'; delayMs: number };

/**
 * Runs steps in their order inside a durable workflow; false as soon as one fails for good. Steps that an earlier run finished are
 * passed over. The journal holds each attempt's outcome with its delay, so that a replay takes the same path.
 */
export async function runSteps(names: readonly OrderStepName[], orderId: string, runStep: RunStep, progress: Progress): Promise<boolean> {
  for (const name of names) {
    for (let attempt = 1; ; attempt++) {
      const outcome = await DBOS.runStep(() => takeStep(name, attempt, orderId, runStep, progress), { name });
      if (outcome.kind === 'failed') return false;
      if (outcome.kind === 'done') break;
      await DBOS.sleep(outcome.delayMs);
    }
  }
  return true;
}

async function takeStep(name: OrderStepName, attempt: number, orderId: string, runStep: RunStep, progress: Progress): Promise<Outcome> {
  if (await progress.isOver(orderId, name)) return { kind: 'done' };
  await progress.started(orderId, name);
  let result: StepResult;
  try {
    result = await runStep(orderId, name);
  } catch (error) {
    const { retry, ...why } = verdictOf(error);
    if (!retry || attempt === maxAttempts) {
      await progress.failed(orderId, name, why);
      return { kind: 'failed' };
    }
    await progress.retries(orderId, name, why);
    return { kind: 'retry', delayMs: retryDelay(attempt) };
  }
  await progress.ended(orderId, name, result);
  return { kind: 'done' };
}
