import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProxmoxError } from '@vigie/proxmox/errors';
import type { ProxmoxPort } from '../steps/ports.ts';
import type { Inventory } from '../store/backup-runs.ts';

type Guest = { node: string; vmid: number };

const folder = '/var/lib/vigie';

/** Where the canary lies inside a machine. */
export const canaryPath = `${folder}/canary.json`;

/** How long the making of the folder may take. */
const looks = { count: 20, everyMs: 250 };

/**
 * Writes a new canary into a running machine: `{vm, at, nonce}`, so that a restored machine can show of when its data is.
 * Throws the ProxmoxError of an agent that does not do it.
 */
export async function writeCanary(pve: ProxmoxPort, guest: Guest, vmId: string): Promise<NonNullable<Inventory['canary']>> {
  const at = new Date().toISOString();
  const content = `${JSON.stringify({ vm: vmId, at, nonce: randomUUID() })}\n`;
  const write = () =>
    pve.call('POST', '/nodes/{node}/qemu/{vmid}/agent/file-write', guest, { file: canaryPath, content });
  try {
    await write();
  } catch (error) {
    if (!(error instanceof ProxmoxError) || !/No such file or directory/.test(error.reason)) throw error;
    await makeFolder(pve, guest);
    await write();
  }
  return { sha256: createHash('sha256').update(content).digest('hex'), at };
}

async function makeFolder(pve: ProxmoxPort, guest: Guest): Promise<void> {
  const { pid } = await pve.call<{ pid: number }>('POST', '/nodes/{node}/qemu/{vmid}/agent/exec', guest, {
    command: ['mkdir', '-p', folder],
  });
  for (let look = 0; look < looks.count; look++) {
    const { exited } = await pve.call<{ exited: number }>('GET', '/nodes/{node}/qemu/{vmid}/agent/exec-status', guest, { pid });
    if (exited) return;
    await sleep(looks.everyMs);
  }
}
