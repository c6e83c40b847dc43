import type { KnownAddress, TestContext } from '../ports.ts';

interface IpamRow {
  zone: string;
  vnet?: string;
  ip: string;
  mac?: string;
  vmid?: number | string;
  gateway?: number;
}

const ipam = ({ pve }: Pick<TestContext, 'pve'>) => pve.call<IpamRow[]>('GET', '/cluster/sdn/ipams/{ipam}/status', { ipam: 'pve' });

/** What the IPAM holds for these MACs. */
export async function machineAddresses(context: TestContext, macs: readonly string[]): Promise<KnownAddress[]> {
  const wanted = new Set(macs.map((mac) => mac.toUpperCase()));
  return (await ipam(context)).flatMap(({ zone, vnet, ip, mac, vmid }) =>
    mac !== undefined && vnet !== undefined && wanted.has(mac.toUpperCase())
      ? [{ zone, vnet, ip, mac, ...(vmid !== undefined && { vmid: Number(vmid) }) }]
      : [],
  );
}

/** Addresses that the IPAM holds for the VM of the lab. */
export const labAddresses = async (context: TestContext, vmid: number): Promise<string[]> =>
  (await ipam(context)).filter((row) => Number(row.vmid) === vmid).map(({ ip }) => ip);

/**
 * Puts back what the machine under test had in the IPAM. Proxmox frees an address by the MAC when a guest with that card is destroyed; the
 * lab's cards are in a zone without addresses, but one that stayed on the machine's own network would take its address with it.
 */
export async function putAddressesBack(context: TestContext): Promise<void> {
  for (const { zone, vnet, ip, mac, vmid } of await lostAddresses(context)) {
    const params = { zone, ip, mac, ...(vmid !== undefined && { vmid }) };
    await context.pve.call('POST', '/cluster/sdn/vnets/{vnet}/ips', { vnet }, { zone, ip, mac });
    // A POST does not keep the VM's id.
    await context.pve.call('PUT', '/cluster/sdn/vnets/{vnet}/ips', { vnet }, params);
  }
}

/** Of what the machine had before the test, what the IPAM does not hold any more. */
export async function lostAddresses(context: TestContext): Promise<KnownAddress[]> {
  const before = context.facts.addresses ?? [];
  if (before.length === 0) return [];
  const rows = await ipam(context);
  // An address of the same MAC that is another one now was changed by its owner, not by us.
  return before.filter(({ zone, mac }) => !rows.some((row) => row.zone === zone && row.mac?.toUpperCase() === mac.toUpperCase()));
}
