import type { ExecutionStep, StepAct } from '@vigie/contract/executions';

/** What a form of an act gets. `onActed` runs after success. */
export interface ActProps {
  step: ExecutionStep;
  pending: boolean;
  error: unknown;
  act: (act: StepAct, onActed?: () => void) => void;
}
