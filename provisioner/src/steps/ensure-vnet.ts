import { because } from '@vigie/contract/step-reasons';
import { StepRetry } from './failure.ts';
import { vnetAlias, vnetOf } from './pve/sdn.ts';
import { networkGone, networkThere } from './pve/tenant-network.ts';
import type { Step } from './step.ts';

// To write it and to apply it are one change of the SDN: whoever applies in between would apply half of it.
// Undo relies on the network's row, closed first so that nobody joins it, and on the alias that marks the VNet as this network's.
// The zone belongs to all tenants and stays.
export const ensureVnet: Step = {
  name: 'ensure-vnet',
  againOnRetry: true,
  async run(context) {
    const { store, order, sdn } = context;
    const wish = networkThere(context, await store.networkOf(order));
    await sdn.change(wish);
    if (!(await wish.isDone())) throw new StepRetry(because('sdn-not-running'));
    return 'done';
  },
  async undo(context) {
    const { pve, store, order, sdn } = context;
    const network = await store.closeNetwork(order);
    if (!network) {
      const used = await store.findNetwork(order);
      return used ? because('network-kept', { cidr: used.cidr }) : null;
    }
    const { vnet } = network;
    const found = await vnetOf(pve, vnet, 'config');
    if (found && found.alias !== vnetAlias(network)) return because('vnet-left', { vnet });
    const wish = networkGone(context, network);
    await sdn.change(wish);
    if (!(await wish.isDone())) throw new StepRetry(because('vnet-not-gone', { vnet }));
    return null;
  },
};
