import { ProxmoxError } from '@vigie/proxmox/errors';
import type { ProxmoxPort } from '../ports.ts';

interface Interfaces {
  result: { name: string; 'hardware-address'?: string; 'ip-addresses'?: { 'ip-address': string }[] }[];
}

/** The addresses that the guest's agent tells, null while it does not answer. */
export async function agentAddresses(pve: ProxmoxPort, path: { node: string; vmid: number }): Promise<string[] | null> {
  try {
    const { result } = await pve.call<Interfaces>('GET', '/nodes/{node}/qemu/{vmid}/agent/network-get-interfaces', path);
    return result.flatMap((card) => card['ip-addresses'] ?? []).map((entry) => entry['ip-address']);
  } catch (error) {
    // An agent that is not up yet is a 500 of its own; what waiting cannot mend is not waited for.
    if (error instanceof ProxmoxError && (error.kind === 'other' || error.kind === 'timeout')) return null;
    throw error;
  }
}
