import type { BackupRun, RestorePoint } from '@vigie/contract/backups';
import type { BackupOnStorage } from '../backups/storage-list.ts';
import type { BackupRunRow } from '../store/backup-runs.ts';
import type { TestOfVolume } from '../store/restore-test-proofs.ts';

/** `technical`: Proxmox's own texts are for the operator only, because they name nodes and other internals. */
export function backupRunView(row: BackupRunRow, technical: boolean): BackupRun {
  return {
    id: row.id,
    vm: row.vm_id,
    vmName: row.vm_name,
    vmid: row.vmid,
    tenant: row.tenant,
    origin: row.origin,
    state: row.state,
    progress: row.progress,
    requestedBy: row.requested_by,
    createdAt: row.created_at.toISOString(),
    ...(row.started_at && { startedAt: row.started_at.toISOString() }),
    ...(row.ended_at && { endedAt: row.ended_at.toISOString() }),
    ...(row.volume !== null && { volume: row.volume }),
    ...(row.size_bytes !== null && { sizeBytes: row.size_bytes }),
    consistent: row.consistent,
    canary: Boolean(row.inventory?.canary),
    ...reasonView(row, technical),
  };
}

function reasonView({ code, params, message, technical: text }: BackupRunRow, technical: boolean): Pick<BackupRun, 'error'> {
  if (code === null || message === null) return {};
  return { error: { code, params: params ?? {}, message, ...(technical && text !== null && { technical: text }) } };
}

export function restorePointView(
  backup: BackupOnStorage,
  origin: BackupRunRow['origin'] | undefined,
  test: TestOfVolume | undefined,
): RestorePoint {
  return {
    volume: backup.volume,
    takenAt: backup.takenAt.toISOString(),
    storage: backup.storage,
    state: backup.complete ? 'complete' : 'incomplete',
    sizeBytes: backup.sizeBytes,
    verification: backup.verification,
    encrypted: backup.encryptedWith !== null,
    protected: backup.protected,
    origin: origin ?? 'unknown',
    ...(test && { test: { id: test.id, verdict: test.verdict } }),
  };
}
