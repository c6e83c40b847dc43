import { backupsOf } from '../backups/storage-list.ts';
import type { ProxmoxPort } from '../steps/ports.ts';
import type { RecoveryPoint } from './ports.ts';

/** Backups of a VM that a recovery may take, newest first: complete ones that no verification has found damaged. */
export async function backupPoints(pve: ProxmoxPort, vmid: number): Promise<RecoveryPoint[]> {
  const usable = (await backupsOf(pve, vmid)).filter(({ complete, verification }) => complete && verification !== 'failed');
  return usable.map(({ volume, takenAt, storage, verification }) => ({ volume, takenAt, storage, verified: verification === 'ok' }));
}
