import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from './failure.ts';
import { clusterResources } from './pve/resources.ts';
import type { Step } from './step.ts';

// Undo relies on the reservation's row: backups are grouped by VMID, so one that was given is never given again.
// Only the machine's row is marked as gone.
export const reserveVmid: Step = {
  name: 'reserve-vmid',
  async run({ pve, store, order, cluster }) {
    const { guests } = await clusterResources(pve);
    const network = await store.networkOf(order);
    if (await store.reserveVm(order, network, cluster.vmids, guests.map(({ vmid }) => vmid))) return 'done';
    throw new StepFailure(because('vmids-used-up', cluster.vmids));
  },
  async undo({ store, order }) {
    const vm = await store.findVm(order);
    if (vm) await store.markRemoved(vm);
    return null;
  },
};
