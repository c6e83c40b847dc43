import type { OrderStepName } from '@vigie/contract/order-steps';
import type { Step } from '../steps/step.ts';

/** A workflow as a table: steps before a person decides, the wait itself, and the steps that change Proxmox. */
export interface Workflow {
  readonly name: string;
  readonly beforeApproval: readonly Step[];
  readonly approval: Step;
  readonly afterApproval: readonly Step[];
}

/** All steps in their order. */
export const stepsOfWorkflow = ({ beforeApproval, approval, afterApproval }: Workflow): Step[] => [
  ...beforeApproval,
  approval,
  ...afterApproval,
];

/** Names of the steps that a retry runs again although they were done. */
export const stepsAgainOnRetry = (workflow: Workflow): OrderStepName[] =>
  stepsOfWorkflow(workflow).flatMap(({ name, againOnRetry }) => (againOnRetry ? [name] : []));
