import type { Execution, ExecutionStep } from '@vigie/contract/executions';

/** The step where an execution is: the first that has not ended. None when all have. */
export const currentStep = ({ steps }: Pick<Execution, 'steps'>): ExecutionStep | undefined =>
  steps.find(({ state }) => state !== 'done' && state !== 'skipped');
