import { listBackups, type BackupOnStorage } from '../backups/storage-list.ts';
import type { Log } from '../log.ts';
import type { ProxmoxPort } from '../steps/ports.ts';
import { keptFresh } from './kept-fresh.ts';

/** All backups of a cluster by VMID, each list newest first. */
export type LiveBackups = ReadonlyMap<number, readonly BackupOnStorage[]>;

/** A list of a backup server with thousands of snapshots takes seconds. */
const freshness = { everyMs: 10_000, mostMs: 60_000 };
/** A page must come soon even when a storage hangs; then its backups are shown as unreadable. */
const patienceMs = 8_000;

/** The backups of a cluster, read once for all who ask; null while they cannot be read. */
export function liveBackups(pve: ProxmoxPort, log: Log): () => Promise<LiveBackups | null> {
  const kept = keptFresh<LiveBackups | null>(
    () =>
      listBackups(pve).catch((error: unknown) => {
        log.warn({ err: error }, 'the backups cannot be read from Proxmox');
        return null;
      }),
    freshness,
  );
  return () => {
    const late = new Promise<null>((resolve) => setTimeout(resolve, patienceMs, null).unref());
    return Promise.race([kept.latest(), late]);
  };
}
