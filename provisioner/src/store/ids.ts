import { randomBytes } from 'node:crypto';

/** Crockford's base 32 in small letters: sortable, and without i, l, o and u, which people misread. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** 16 characters: 9 of the time in milliseconds (sortable until the year 3084), 7 random. */
export function sortableId(now: number = Date.now()): string {
  let time = '';
  for (let rest = now, i = 0; i < 9; i++, rest = Math.floor(rest / 32)) time = alphabet.charAt(rest % 32) + time;
  const random = [...randomBytes(7)].map((byte) => alphabet.charAt(byte % 32)).join('');
  return time + random;
}

export const newOrderId = (): string => `ord_${sortableId()}`;
export const newVmId = (): string => `vm_${sortableId()}`;
export const newNetworkId = (): string => `net_${sortableId()}`;
export const newBackupRunId = (): string => `bak_${sortableId()}`;
export const newRestoreTestId = (): string => `rst_${sortableId()}`;
export const newExecutionId = (): string => `exe_${sortableId()}`;
export const newVmOperationId = (): string => `vop_${sortableId()}`;
