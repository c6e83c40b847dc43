import { listBackups, type BackupOnStorage } from '../backups/storage-list.ts';
import type { Log } from '../log.ts';
import type { ProxmoxPort } from '../steps/ports.ts';

/** All backups of a cluster by VMID, each list newest first. */
export type LiveBackups = ReadonlyMap<number, readonly BackupOnStorage[]>;

/** How long an answer serves all callers: a list of a backup server with thousands of snapshots takes seconds. */
const freshMs = 10_000;
/** A page must come soon even when a storage hangs; then its backups are shown as unreadable. */
const patienceMs = 8_000;

/** Reads the backups of a cluster, once for all who ask at the same time; null while they cannot be read. */
export function liveBackups(pve: ProxmoxPort, log: Log): () => Promise<LiveBackups | null> {
  let latest: { at: number; answer: Promise<LiveBackups | null> } | null = null;
  const read = () =>
    listBackups(pve).catch((error: unknown) => {
      log.warn({ err: error }, 'the backups cannot be read from Proxmox');
      return null;
    });
  return () => {
    if (!latest || performance.now() - latest.at > freshMs) latest = { at: performance.now(), answer: read() };
    const late = new Promise<null>((resolve) => setTimeout(resolve, patienceMs, null).unref());
    return Promise.race([latest.answer, late]);
  };
}
