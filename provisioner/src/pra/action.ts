import type { Helper } from './plan-checks.ts';
import type { StepContext } from './ports.ts';

/** `not-needed`: there was nothing to do in this case. */
export type ActionResult = 'done' | 'not-needed';

/**
 * What an automatic step does. `run` may be called any number of times: it reads, compares, acts on the difference and reads back.
 * `rehearse` is the same step of a rehearsal: it reads, checks and says what would be done, and changes nothing outside of the lab.
 * Both throw StepFailure when a person must act and StepRetry when it is only too early.
 */
export interface Action extends Helper {
  run(context: StepContext): Promise<ActionResult>;
  rehearse(context: StepContext): Promise<ActionResult>;
}
