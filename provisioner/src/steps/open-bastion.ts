import { because } from '@vigie/contract/step-reasons';
import { bringInLine } from '../bastion/bring-in-line.ts';
import { plainKey } from '../bastion/lines.ts';
import type { StepContext } from './ports.ts';
import type { Step } from './step.ts';

// Undo relies on the VM's row, which says that the bastion leads there no more before the bastion is told.
// The tenant's other machines keep their lines.
export const openBastion: Step = {
  name: 'open-bastion',
  async run({ bastion, store, order }) {
    if (!bastion) return { skipped: because('bastion-none') };
    const vm = await store.vmOf(order);
    const key = order.ssh_public_key ?? vm.made_ssh_key;
    if (key === null || plainKey(key) === null) return { skipped: because('bastion-without-key') };
    await store.setReachable(vm, true);
    await bringInLine(bastion, order.tenant, store.reachableVms);
    return 'done';
  },
  async undo({ bastion, store, order }: StepContext) {
    const vm = await store.findVm(order);
    if (!bastion || !vm) return null;
    await store.setReachable(vm, false);
    await bringInLine(bastion, order.tenant, store.reachableVms);
    return null;
  },
};
