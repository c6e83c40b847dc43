import { changeOnce, isThere } from '@vigie/proxmox/change-once';
import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from './failure.ts';
import type { StepContext } from './ports.ts';
import { subnetOf, subnetParameters, vnetAlias, vnetOf, zoneOf } from './pve/sdn.ts';
import type { Step } from './step.ts';

// Undo relies on nothing: the zone belongs to all tenants, the VNet to all machines of its network.
// They go with the network, once its last machine is gone.
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
  async undo() {},
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
