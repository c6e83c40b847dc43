import { numberOf, rowOf, rowsOf, textOf, type Row } from '../row.ts';

/** The backups of one guest, on one storage or on all. Seconds since 1970. */
export interface GuestBackups {
  count: number;
  newest: number;
  /** Of the newest, in bytes. */
  size: number;
  /** The newest one that was verified. */
  verified: { time: number; good: boolean } | null;
}

/** By VMID. */
export type BackupList = ReadonlyMap<number, GuestBackups>;

/** Reads the answer of `GET /nodes/{node}/storage/{storage}/content?content=backup`. */
export function parseBackupList(answer: unknown): BackupList {
  const list = new Map<number, GuestBackups>();
  for (const row of rowsOf(answer)) {
    const vmid = numberOf(row.vmid);
    const time = numberOf(row.ctime);
    const size = sizeOf(row);
    if (vmid === undefined || time === undefined || size === undefined) continue;
    const state = textOf(rowOf(row.verification).state);
    const one = { count: 1, newest: time, size, verified: state === '' ? null : { time, good: state === 'ok' } };
    list.set(vmid, addBackups(list.get(vmid), one));
  }
  return list;
}

/** Both together. */
export function addBackups(a: GuestBackups | undefined, b: GuestBackups): GuestBackups {
  if (a === undefined) return b;
  const verified = a.verified === null || (b.verified !== null && b.verified.time > a.verified.time) ? b.verified : a.verified;
  const { newest, size } = b.newest > a.newest ? b : a;
  return { count: a.count + b.count, newest, size, verified };
}

/** Of a backup that is being written, or was left half written, a backup server has the name only: Proxmox gives it the size 1. */
function sizeOf(row: Row): number | undefined {
  const size = numberOf(row.size) ?? 0;
  return size > 1 ? size : undefined;
}
