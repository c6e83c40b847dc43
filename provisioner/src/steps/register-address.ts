import { parsePropertyString } from '@vigie/proxmox/property-string';
import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from './failure.ts';
import type { StepContext } from './ports.ts';
import { ensureMapping, mappingsOf, sameMac } from './pve/address-mapping.ts';
import { orderVm, ownConfig } from './pve/vm.ts';
import type { Step } from './step.ts';

// Undo relies on the address row, which is the VM's own, and on Proxmox's mapping carrying the VM's MAC.
// A mapping of another MAC is left alone.
export const registerAddress: Step = {
  name: 'register-address',
  async run(context) {
    const { pve, store, order, cluster } = context;
    const mac = await macOf(context);
    const network = await store.networkOf(order);
    const mappings = await mappingsOf(pve, network.vnet);
    const others = mappings.filter((mapping) => !sameMac(mapping.mac, mac));
    const vm = await store.vmOf(order);
    const ip = await store.giveAddress(
      vm,
      network,
      others.map((mapping) => mapping.ip),
    );
    if (ip === null) throw new StepFailure(because('network-full', { cidr: network.cidr }));
    await store.setMac(vm, mac);
    await ensureMapping(pve, { zone: cluster.sdn.zone, vnet: network.vnet }, { ip, mac, vmid: vm.vmid });
    return 'done';
  },
  async undo(context) {
    const { pve, store, order, cluster } = context;
    const network = await store.findNetwork(order);
    const vm = await store.findVm(order);
    if (!network || !vm) return null;
    const { vnet } = network;
    for (const { ip, mac } of await mappingsOf(pve, vnet)) {
      if (vm.mac === null || mac === undefined || !sameMac(mac, vm.mac)) continue;
      await pve.call('DELETE', '/cluster/sdn/vnets/{vnet}/ips', { vnet }, { zone: cluster.sdn.zone, ip, mac });
    }
    await store.freeAddress(vm);
    return null;
  },
};

/**
 * The MAC that the clone was given. A machine without a network card gets one made from the VMID, the same on each attempt; the card comes
 * with its settings, so that Proxmox finds the address when it sees the card, and gives no other.
 */
async function macOf(context: StepContext): Promise<string> {
  const config = await ownConfig(context);
  if (config.net0 !== undefined) return cardMac(config.net0);
  const { vmid } = await orderVm(context);
  return `BC:24:11:${[16, 8, 0].map((shift) => ((vmid >> shift) & 255).toString(16).padStart(2, '0').toUpperCase()).join(':')}`;
}

/** The MAC of a network line: the value of its model key, whatever the model. */
export function cardMac(net: string): string {
  const mac = Object.values(parsePropertyString(net, 'model')).find((value) => /^([0-9A-F]{2}:){5}[0-9A-F]{2}$/i.test(value));
  if (mac === undefined) throw new StepFailure(because('card-without-mac'));
  return mac;
}
