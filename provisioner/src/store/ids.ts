import { randomBytes } from 'node:crypto';

/** Crockford's base 32 in small letters: sortable, and without i, l, o and u, which people misread. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** 16 characters: 9 of the time in milliseconds (sortable until the year 3084), 7 random. */
export function sortableId(time: number = nextMillisecond()): string {
  let text = '';
  for (let rest = time, i = 0; i < 9; i++, rest = Math.floor(rest / 32)) text = alphabet.charAt(rest % 32) + text;
  const random = [...randomBytes(7)].map((byte) => alphabet.charAt(byte % 32)).join('');
  return text + random;
}

let last = 0;

/** "Newest first" is by these: what this process makes within one millisecond, or after its clock was set back, still sorts behind. */
function nextMillisecond(): number {
  last = Math.max(Date.now(), last + 1);
  return last;
}

export const newOrderId = (): string => `ord_${sortableId()}`;
export const newVmId = (): string => `vm_${sortableId()}`;
export const newNetworkId = (): string => `net_${sortableId()}`;
export const newBackupRunId = (): string => `bak_${sortableId()}`;
export const newRestoreTestId = (): string => `rst_${sortableId()}`;
export const newExecutionId = (): string => `exe_${sortableId()}`;
export const newVmOperationId = (): string => `vop_${sortableId()}`;
