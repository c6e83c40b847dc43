import { orderVm } from './order-vm.ts';
import type { Workflow } from './workflow.ts';

/** Every workflow. A new one is added here. */
export const workflows: readonly Workflow[] = [orderVm];
