import type { OrderStepName } from '@vigie/contract/order-steps';
import type { Step } from '../steps/step.ts';

/**
 * A workflow as a table: steps before a person decides, the wait itself; steps before the tenant chooses its network, that wait; and the
 * steps that change Proxmox.
 */
export interface Workflow {
  readonly name: string;
  readonly beforeApproval: readonly Step[];
  readonly approval: Step;
  readonly beforeChoice: readonly Step[];
  readonly choice: Step;
  readonly afterChoice: readonly Step[];
}

/** All steps in their order. */
export const stepsOfWorkflow = ({ beforeApproval, approval, beforeChoice, choice, afterChoice }: Workflow): Step[] => [
  ...beforeApproval,
  approval,
  ...beforeChoice,
  choice,
  ...afterChoice,
];

/** Names of the steps that a retry runs again although they were done. */
export const stepsAgainOnRetry = (workflow: Workflow): OrderStepName[] =>
  stepsOfWorkflow(workflow).flatMap(({ name, againOnRetry }) => (againOnRetry ? [name] : []));
