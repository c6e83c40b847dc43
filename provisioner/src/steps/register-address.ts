import { changeOnce, isThere } from '@vigie/proxmox/change-once';
import { parsePropertyString } from '@vigie/proxmox/property-string';
import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from './failure.ts';
import type { ProxmoxPort, StepContext } from './ports.ts';
import { orderVm, ownConfig } from './pve/vm.ts';
import type { Step } from './step.ts';

interface Mapping {
  zone?: string;
  vnet?: string;
  ip: string;
  mac?: string;
  vmid?: number | string;
}

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
    if (others.some((mapping) => mapping.ip === ip))
      throw new StepFailure(because('address-foreign', { ip }));
    await store.setMac(vm, mac);
    const path = { vnet: network.vnet };
    const params = { zone: cluster.sdn.zone, ip, mac };
    const read = async () => (await mappingsOf(pve, network.vnet)).find((mapping) => mapping.ip === ip) ?? null;
    const send = () => pve.call('POST', '/cluster/sdn/vnets/{vnet}/ips', path, params);
    const registered = await changeOnce({ read, isDone: isThere, send });
    if (!sameMac(registered?.mac, mac)) throw new StepFailure(because('address-not-kept', { ip, mac }));
    // POST cannot say whose address it is, PUT can; the exporter finds a VM's address by that VMID.
    await changeOnce({
      read,
      isDone: (found) => Number(found?.vmid) === vm.vmid,
      send: () => pve.call('PUT', '/cluster/sdn/vnets/{vnet}/ips', path, { ...params, vmid: vm.vmid }),
    });
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

async function mappingsOf(pve: ProxmoxPort, vnet: string): Promise<Mapping[]> {
  const all = await pve.call<Mapping[]>('GET', '/cluster/sdn/ipams/{ipam}/status', { ipam: 'pve' });
  return all.filter((mapping) => mapping.vnet === vnet && mapping.ip !== undefined);
}

const sameMac = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();
