import type { BackupPolicySettings } from '@vigie/contract/backup-policies';
import type { ProxmoxPort } from '../steps/ports.ts';

const deadlineMs = 3_600_000;

/** `keep-daily=14,keep-weekly=8` */
export const keepText = (keep: BackupPolicySettings['keep']): string =>
  Object.entries(keep)
    .filter(([, count]) => count !== undefined)
    .map(([rule, count]) => `keep-${rule}=${count}`)
    .join(',');

/**
 * Removes the backups of one machine that its policy does not keep; protected ones stay. The VMID is never left out: without it Proxmox
 * would take every machine's. It may be repeated: what is gone is gone.
 */
export async function prune(
  pve: ProxmoxPort,
  { node, storage, vmid }: { node: string; storage: string; vmid: number },
  keep: BackupPolicySettings['keep'],
): Promise<void> {
  const upid = await pve.call<string>('DELETE', '/nodes/{node}/storage/{storage}/prunebackups', { node, storage }, {
    type: 'qemu', vmid, 'prune-backups': keepText(keep),
  });
  await pve.waitForTask(upid, deadlineMs);
}
