import { numberOf, rowsOf, textOf, type Row } from '../row.ts';

/** The backups of one guest, on one storage or on all. Seconds since 1970. */
export interface GuestBackups {
  count: number;
  newest: number;
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
    if (vmid === undefined || time === undefined || !isComplete(row)) continue;
    const state = textOf(verificationOf(row).state);
    const one = { count: 1, newest: time, verified: state === '' ? null : { time, good: state === 'ok' } };
    list.set(vmid, addBackups(list.get(vmid), one));
  }
  return list;
}

/** Both together. */
export function addBackups(a: GuestBackups | undefined, b: GuestBackups): GuestBackups {
  if (a === undefined) return b;
  const verified = a.verified === null || (b.verified !== null && b.verified.time > a.verified.time) ? b.verified : a.verified;
  return { count: a.count + b.count, newest: Math.max(a.newest, b.newest), verified };
}

/** Of a backup that is being written, or was left half written, a backup server has the name only: Proxmox gives it the size 1. */
function isComplete(row: Row): boolean {
  return (numberOf(row.size) ?? 0) > 1;
}

function verificationOf({ verification }: Row): Row {
  return typeof verification === 'object' && verification !== null ? (verification as Row) : {};
}
