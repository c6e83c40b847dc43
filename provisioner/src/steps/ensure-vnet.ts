import { changeOnce, isThere } from '@vigie/proxmox/change-once';
import { because } from '@vigie/contract/step-reasons';
import { StepFailure, StepRetry } from './failure.ts';
import type { StepContext } from './ports.ts';
import { subnetOf, subnetParameters, vnetAlias, vnetOf, zoneOf } from './pve/sdn.ts';
import { applySdnChanges } from './pve/sdn-apply.ts';
import type { Step } from './step.ts';

// Undo relies on the network's row, closed first so that nobody joins it, and on the alias that marks the VNet as this network's.
// The zone belongs to all tenants and stays.
export const ensureVnet: Step = {
  name: 'ensure-vnet',
  againOnRetry: true,
  async run(context) {
    await ensureZone(context);
    const network = await context.store.networkOf(context.order);
    const { pve, cluster } = context;
    const { vnet, cidr } = network;
    const alias = vnetAlias(network);
    const found = await changeOnce({
      read: () => vnetOf(pve, vnet, 'config'),
      isDone: isThere,
      send: () => pve.call('POST', '/cluster/sdn/vnets', {}, { vnet, zone: cluster.sdn.zone, alias }),
    });
    if (found?.zone !== cluster.sdn.zone || found.alias !== alias) {
      throw new StepFailure(because('vnet-foreign', { vnet }));
    }
    const subnet = await changeOnce({
      read: () => subnetOf(pve, vnet, cidr, 'config'),
      isDone: isThere,
      send: () => pve.call('POST', '/cluster/sdn/vnets/{vnet}/subnets', { vnet }, subnetParameters(cluster, network)),
    });
    if (subnet?.gateway !== network.gateway) throw new StepFailure(because('subnet-differs', { cidr, vnet }));
    return 'done';
  },
  async undo(context) {
    const { pve, store, order, cluster } = context;
    const network = await store.closeNetwork(order);
    if (!network) {
      const used = await store.findNetwork(order);
      return used ? because('network-kept', { cidr: used.cidr }) : null;
    }
    const { vnet, cidr } = network;
    const found = await vnetOf(pve, vnet, 'config');
    if (found && found.alias !== vnetAlias(network)) return because('vnet-left', { vnet });
    const subnet = await subnetOf(pve, vnet, cidr, 'config');
    if (subnet) await pve.call('DELETE', '/cluster/sdn/vnets/{vnet}/subnets/{subnet}', { vnet, subnet: subnet.subnet });
    if (found) await pve.call('DELETE', '/cluster/sdn/vnets/{vnet}', { vnet });
    await store.oneApplyAtATime(cluster.name, async () => {
      if (!(await vnetOf(pve, vnet, 'running'))) return;
      await applySdnChanges(context);
      if (await vnetOf(pve, vnet, 'running')) throw new StepRetry(because('vnet-not-gone', { vnet }));
    });
    return null;
  },
};

async function ensureZone({ pve, cluster }: StepContext): Promise<void> {
  const { zone, dhcp } = cluster.sdn;
  const found = await changeOnce({
    read: () => zoneOf(pve, zone, 'config'),
    isDone: isThere,
    send: () => pve.call('POST', '/cluster/sdn/zones', {}, { zone, type: 'simple', ipam: 'pve', ...(dhcp === 'dnsmasq' ? { dhcp } : {}) }),
  });
  if (found?.type !== 'simple') {
    throw new StepFailure(because('zone-not-simple', { zone }));
  }
  if (dhcp === 'dnsmasq' && found.dhcp !== 'dnsmasq') {
    throw new StepFailure(because('zone-without-dhcp', { zone }));
  }
}
