import { StepFailure } from './failure.ts';
import { clusterResources } from './pve/resources.ts';
import type { Step } from './step.ts';

// Undo relies on the reservation's row: backups are grouped by VMID, so one that was given is never given again.
// Nothing is taken back here.
export const reserveVmid: Step = {
  name: 'reserve-vmid',
  async run({ pve, store, order, cluster }) {
    const { guests } = await clusterResources(pve);
    const network = await store.networkOf(order);
    if (await store.reserveVm(order, network, cluster.vmids, guests.map(({ vmid }) => vmid))) return 'done';
    const { from, to } = cluster.vmids;
    throw new StepFailure(`All VMIDs from ${from} to ${to} were given. Widen clusters[].vmids, restart Vigie, then retry.`);
  },
  async undo() {},
};
