import { ProxmoxError } from '@vigie/proxmox/errors';
import type { Log } from '../log.ts';
import type { ProxmoxPort } from '../steps/ports.ts';
import type { Inventory } from '../store/backup-runs.ts';
import { writeCanary } from './canary.ts';

type Guest = { node: string; vmid: number };

/**
 * Asks a running machine who it is and puts a canary into it. Null when its agent does not answer: the backup is made all the same, and
 * what it can't prove shows in its run.
 */
export async function readInventory(pve: ProxmoxPort, guest: Guest, vmId: string, log: Log): Promise<Inventory | null> {
  const hostName = await orNothing(log, async () => {
    const { result } = await pve.call<{ result: { 'host-name': string } }>('GET', '/nodes/{node}/qemu/{vmid}/agent/get-host-name', guest);
    return result['host-name'];
  });
  if (hostName === null) return null;
  const machineId = await orNothing(log, async () => {
    const file = await pve.call<{ content: string }>('GET', '/nodes/{node}/qemu/{vmid}/agent/file-read', guest, { file: '/etc/machine-id' });
    return file.content.trim();
  });
  if (machineId === null) return null;
  return { hostName, machineId, canary: await orNothing(log, () => writeCanary(pve, guest, vmId)) };
}

/** What waiting for the whole of Proxmox can mend, the run tries again. */
const mended: readonly ProxmoxError['kind'][] = ['unreachable', 'no-quorum', 'certificate', 'authentication'];

async function orNothing<T>(log: Log, ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ProxmoxError) || mended.includes(error.kind)) throw error;
    log.warn({ err: error }, 'the agent of a machine did not do what its backup needs');
    return null;
  }
}
