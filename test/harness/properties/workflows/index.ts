import type { WorkflowUnderTest } from '../workflow.ts';
import { orderWorkflows } from './orders.ts';
import { backupWorkflow, restoreTestWorkflow } from './proof.ts';
import { vmOperationWorkflows } from './vm-operations.ts';

/** Every workflow that is under test. Steps of orders and operations on machines come from the product's own registries. */
export const workflows: readonly WorkflowUnderTest[] = [...orderWorkflows, ...vmOperationWorkflows, backupWorkflow, restoreTestWorkflow];
