import type { ProxmoxPort } from '../steps/ports.ts';
import { clusterResources, type StorageResource } from '../steps/pve/resources.ts';

/** A backup as a storage lists it. `complete` is false while it is being written, or when the writing broke off; then it has no size. */
export interface BackupOnStorage {
  /** Proxmox's id, e.g. `pbs:backup/vm/20000/2026-11-21T01:30:00Z`. */
  volume: string;
  takenAt: Date;
  storage: string;
  /** A node that can read it. */
  node: string;
  complete: boolean;
  sizeBytes: number | null;
  /** The backup server's check of its data, null when it was never made. */
  verification: 'ok' | 'failed' | null;
  /** The fingerprint of the key that it is encrypted with. */
  encryptedWith: string | null;
  protected: boolean;
  notes: string;
}

interface ContentEntry {
  volid: string;
  vmid?: number;
  ctime: number;
  size?: number;
  subtype?: string;
  notes?: string;
  protected?: number | boolean;
  encrypted?: string;
  verification?: { state: string };
}

/**
 * The backups of a VM on all storages that take backups, or on one of them, newest first. Throws when a storage cannot be read: half a list
 * would look like backups that are gone. Storages of nodes that are offline are left out, as nothing can be restored from there.
 */
export async function backupsOf(pve: ProxmoxPort, vmid: number, storage?: string): Promise<BackupOnStorage[]> {
  return (await listBackups(pve, { vmid, storage })).get(vmid) ?? [];
}

/** The backups of all VMs of a cluster by VMID, each list newest first; or of one VM, or on one storage only. */
export async function listBackups(
  pve: ProxmoxPort,
  only: { vmid?: number | undefined; storage?: string | undefined } = {},
): Promise<Map<number, BackupOnStorage[]>> {
  const { nodes, storages } = await clusterResources(pve);
  const online = nodes.filter(({ status }) => status === 'online').map(({ node }) => node);
  const places = backupPlaces(storages, online).filter(({ storage }) => only.storage === undefined || only.storage === storage);
  const params = { content: 'backup', ...(only.vmid !== undefined && { vmid: only.vmid }) };
  const lists = await Promise.all(
    places.map(async ({ node, storage }) => {
      const entries = await pve.call<ContentEntry[]>('GET', '/nodes/{node}/storage/{storage}/content', { node, storage }, params);
      return entries.map((entry) => ({ owner: entry.vmid, kind: entry.subtype ?? 'qemu', backup: backupOf(entry, storage, node) }));
    }),
  );
  const byVm = new Map<number, BackupOnStorage[]>();
  for (const { owner, kind, backup } of lists.flat()) {
    if (owner === undefined || kind !== 'qemu') continue;
    byVm.set(owner, [...(byVm.get(owner) ?? []), backup]);
  }
  for (const list of byVm.values()) list.sort((a, b) => b.takenAt.getTime() - a.takenAt.getTime());
  return byVm;
}

/** Where to ask: a shared storage on one node, the others on each. */
function backupPlaces(storages: StorageResource[], online: string[]): { storage: string; node: string }[] {
  const usable = storages.filter(({ node, content }) => online.includes(node) && (content ?? '').split(',').includes('backup'));
  const shared = new Set<string>();
  return usable.filter((place) => {
    if (place.shared !== 1) return true;
    if (shared.has(place.storage)) return false;
    shared.add(place.storage);
    return true;
  });
}

/** A backup server lists a snapshot without its files as one byte. */
function backupOf(entry: ContentEntry, storage: string, node: string): BackupOnStorage {
  const complete = (entry.size ?? 0) > 1;
  const verification = entry.verification?.state;
  return {
    volume: entry.volid,
    takenAt: new Date(entry.ctime * 1000),
    storage,
    node,
    complete,
    sizeBytes: complete ? (entry.size ?? null) : null,
    verification: verification === 'ok' || verification === 'failed' ? verification : null,
    encryptedWith: entry.encrypted ?? null,
    protected: Boolean(entry.protected),
    notes: entry.notes ?? '',
  };
}
