/** What a token may not do, and where. */
export interface MissingPermission {
  path: string;
  /** Any of them is enough. */
  privileges: string[];
}

/**
 * What `Permission check failed (/vms/101, VM.Audit|VM.Config.Disk)` says; null when Proxmox keeps it to itself. Checks inside of a
 * call come as a 500, those of a task as its exit status, both with `403` before it: `update pools failed: 403 Permission check ...`.
 */
export function parsePermission(text: string): MissingPermission | null {
  const match = /^(?:[a-z ]+ failed: )?(?:403 )?Permission check failed \((\/[^,]*), ([A-Za-z.|]+)\)/.exec(text);
  return match === null ? null : { path: match[1] ?? '', privileges: (match[2] ?? '').split('|') };
}

/** The same for the words of a backup server: `missing permissions 'Datastore.Audit|Datastore.Backup' on '/datastore/main'`. */
export function parsePbsPermission(text: string): MissingPermission | null {
  const match = /^missing permissions '([A-Za-z.|&]+)' on '(\/[^']*)'/.exec(text);
  return match === null ? null : { path: match[2] ?? '', privileges: (match[1] ?? '').split(/[|&]/) };
}
