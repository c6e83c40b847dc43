import type { OrderStepName } from '@vigie/contract/order-steps';
import type { StepReason } from '@vigie/contract/step-reasons';
import type { StepContext } from './ports.ts';

/** `skipped` is for what turned out not to be needed, with the reason why. */
export type StepResult = 'done' | { skipped: StepReason };

/**
 * One act of a workflow. `run` may be called any number of times: after a crash, after a lost answer, on a retry. So it reads, compares,
 * acts on the difference and reads back. `undo` takes the act back, as far as nobody else uses it, and may be repeated too.
 */
export interface Step {
  readonly name: OrderStepName;
  /** It provides what others may take away while the order stands failed, and is cheap to repeat: a retry runs it again. */
  readonly againOnRetry?: true;
  run(context: StepContext): Promise<StepResult>;
  undo(context: StepContext): Promise<void>;
}
