/** What `Permission check failed (/vms/101, VM.Audit|VM.Config.Disk)` says; null when Proxmox keeps it to itself. */
export function parsePermission(reason: string): { path: string; privileges: string[] } | null {
  const match = /^Permission check failed \((\/[^,]*), ([A-Za-z.|]+)\)/.exec(reason);
  return match === null ? null : { path: match[1] ?? '', privileges: (match[2] ?? '').split('|') };
}
