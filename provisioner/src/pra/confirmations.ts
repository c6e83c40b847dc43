import type { ExecutionMode } from '@vigie/contract/runbooks';
import { isDestructive, type PlanStep } from './plan.ts';

/** How many different persons must say yes before the step begins. A rehearsal destroys nothing, so one is enough to practise it. */
export function neededConfirmations(step: PlanStep, mode: ExecutionMode): number {
  if (!isDestructive(step)) return 0;
  return mode === 'real' ? 2 : 1;
}
