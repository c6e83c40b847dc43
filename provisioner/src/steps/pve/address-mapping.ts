import { changeOnce, isThere } from '@vigie/proxmox/change-once';
import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../failure.ts';
import type { ProxmoxPort } from '../ports.ts';

/** An address that Proxmox's DHCP gives to a card. */
interface Mapping {
  zone?: string;
  vnet?: string;
  ip: string;
  mac?: string;
  vmid?: number | string;
}

/** Registers the address for the card of the machine, unless it is. Throws `address-foreign` when another card has it. */
export async function ensureMapping(
  pve: ProxmoxPort,
  { zone, vnet }: { zone: string; vnet: string },
  { ip, mac, vmid }: { ip: string; mac: string; vmid: number },
): Promise<void> {
  const params = { zone, ip, mac };
  const read = async () => (await mappingsOf(pve, vnet)).find((mapping) => mapping.ip === ip) ?? null;
  const send = () => pve.call('POST', '/cluster/sdn/vnets/{vnet}/ips', { vnet }, params);
  const registered = await changeOnce({ read, isDone: isThere, send });
  if (registered === null) throw new StepFailure(because('address-not-kept', { ip, mac }));
  if (!sameMac(registered.mac, mac)) throw new StepFailure(because('address-foreign', { ip }));
  // POST cannot say whose address it is, PUT can; the exporter finds a VM's address by that VMID.
  await changeOnce({
    read,
    isDone: (found) => Number(found?.vmid) === vmid,
    send: () => pve.call('PUT', '/cluster/sdn/vnets/{vnet}/ips', { vnet }, { ...params, vmid }),
  });
}

/** All addresses that are registered in the network. */
export async function mappingsOf(pve: ProxmoxPort, vnet: string): Promise<Mapping[]> {
  const all = await pve.call<Mapping[]>('GET', '/cluster/sdn/ipams/{ipam}/status', { ipam: 'pve' });
  return all.filter((mapping) => mapping.vnet === vnet && mapping.ip !== undefined);
}

export const sameMac = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();
