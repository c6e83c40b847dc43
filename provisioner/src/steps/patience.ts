import { setTimeout as sleep } from 'node:timers/promises';
import { because, type StepReason } from '@vigie/contract/step-reasons';
import { StepFailure } from './failure.ts';

/** The first looks come quickly: many installations find all that they want, and each wait is part of the delivery time that the tenant sees. */
const pauseMs = { first: 250, longest: 5_000 };

/** How long a step waits for things inside a machine. */
export interface Patience {
  readonly seconds: number;
  /** Waits a while before the next look. Throws a StepFailure when the order is being cancelled, or with `late` when the time is over. */
  pause(late: StepReason, technical?: string): Promise<void>;
}

/** The time runs from now. */
export function patience(seconds: number, isCancelled: () => Promise<boolean>): Patience {
  const began = performance.now();
  const deadline = began + seconds * 1000;
  return {
    seconds,
    async pause(late, technical) {
      if (await isCancelled()) throw new StepFailure(because('order-cancelled'));
      const wait = Math.min(pauseMs.longest, Math.max(pauseMs.first, (performance.now() - began) / 10));
      if (performance.now() + wait > deadline) throw new StepFailure(late, technical === undefined ? {} : { cause: new Error(technical) });
      await sleep(wait);
    },
  };
}
