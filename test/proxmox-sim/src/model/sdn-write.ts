import { die } from '../http/api-error.ts';
import { optionalText, splitList } from '../http/call.ts';
import type { Call } from '../http/call.ts';
import type { SdnObject } from '../state/world.ts';

/** While the configuration is locked, every write needs the token of the lock. `what` starts the error text; null: it stands alone. */
export function requireSdnLock(call: Call, what: string | null): void {
  const { lock } = call.world.sdn;
  if (lock === null || optionalText(call, 'lock-token') === lock) return;
  die(`${what === null ? '' : `${what} failed: `}invalid lock token provided! at /usr/share/perl5/PVE/Network/SDN.pm line 291.`);
}

const notStored = new Set(['lock-token', 'delete', 'digest', 'release-lock', 'pending', 'running']);

/** The parameters that belong to the object itself. */
export function storedParams(call: Call, without: readonly string[]): SdnObject {
  const entries = Object.entries(call.params).filter(([key]) => !notStored.has(key) && !without.includes(key));
  return Object.fromEntries(entries);
}

/** Applies the given values and `delete`. */
export function changeObject(call: Call, object: SdnObject, without: readonly string[]): void {
  Object.assign(object, storedParams(call, without));
  const removed = call.params['delete'];
  for (const key of (Array.isArray(removed) ? removed : [String(removed ?? '')]).flatMap(splitList)) delete object[key];
}
