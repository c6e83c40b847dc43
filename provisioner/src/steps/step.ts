import type { OrderStepName } from '@vigie/contract/order-steps';
import type { StepReason } from '@vigie/contract/step-reasons';
import type { StepContext } from './ports.ts';

/** `skipped` is for what turned out not to be needed, with the reason why. */
export type StepResult = 'done' | { skipped: StepReason };

/**
 * One act of a workflow. `run` may be called any number of times: after a crash, after a lost answer, on a retry. So it reads, compares,
 * acts on the difference and reads back. `undo` takes the act back, as far as nobody else uses it, and may be repeated too, also when
 * `run` never came so far; it answers what it left on purpose.
 */
export interface Step {
  readonly name: OrderStepName;
  /** It provides what others may take away while the order stands failed, and is cheap to repeat: a retry runs it again. */
  readonly againOnRetry?: true;
  run(context: StepContext): Promise<StepResult>;
  undo(context: StepContext): Promise<StepReason | null>;
}

/** For what goes with something else, stays for others, or cannot be taken back. */
export const nothingToUndo: Step['undo'] = () => Promise.resolve(null);
