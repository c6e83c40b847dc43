import { percentEncode } from './percent.ts';

/** The value of a VM's `sshkeys`: Proxmox wants it encoded once by itself; the form layer encodes it the second time. */
export function encodeSshKeys(keys: string[]): string {
  return percentEncode(keys.map((key) => key.trim()).join('\n'));
}
