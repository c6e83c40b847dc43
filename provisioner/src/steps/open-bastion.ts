import { because } from '@vigie/contract/step-reasons';
import { bastionLines, plainKey } from '../bastion/lines.ts';
import { StepFailure } from './failure.ts';
import type { BastionPort, StepContext, StorePort } from './ports.ts';
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
    await bring(bastion, store, order.tenant);
    return 'done';
  },
  async undo({ bastion, store, order }: StepContext) {
    const vm = await store.findVm(order);
    if (!bastion || !vm) return null;
    await store.setReachable(vm, false);
    await bring(bastion, store, order.tenant);
    return null;
  },
};

/** Makes the bastion lead to all of a tenant's machines and to nothing else. */
async function bring(bastion: BastionPort, store: StorePort, tenant: string): Promise<void> {
  const wanted = bastionLines(await store.reachableVms(tenant));
  const isThere = async () => (await bastion.linesOf(tenant)).join('\n') === wanted.join('\n');
  if (await isThere()) return;
  await bastion.replaceLines(tenant, wanted);
  if (!(await isThere())) throw new StepFailure(because('bastion-not-kept', { host: bastion.jump.host }));
}
