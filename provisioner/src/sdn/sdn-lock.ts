import { because } from '@vigie/contract/step-reasons';
import { ProxmoxError } from '@vigie/proxmox/errors';
import { StepRetry } from '../steps/failure.ts';
import type { ProxmoxPort } from '../steps/ports.ts';
import type { SdnLockNotes } from '../store/sdn-locks.ts';
import { pendingChanges } from './pending-changes.ts';

/** Proxmox's lock of a cluster's SDN configuration: while it is held, every change needs its token. Used by one replica at a time. */
export interface SdnLock {
  /** The token; null where Proxmox VE has no such lock (before 9). Throws StepRetry while somebody else changes the configuration. */
  take(): Promise<string | null>;
  /** An apply has given it back. */
  released(): Promise<void>;
  /**
   * What was written under it and not applied stays pending: the IPAM keeps no step with a rollback, and refuses to remove a subnet that
   * it has lost already. Repeating it changes nothing.
   */
  giveBack(): Promise<void>;
}

export interface SdnLockParts {
  cluster: string;
  /** Zones that are Vigie's with all that is in them. */
  zones: readonly string[];
  pve: ProxmoxPort;
  notes: SdnLockNotes;
}

/** The only answer of Proxmox to who has no token, or another one; the simulator's own words for who asks for the lock once more. */
const heldText = /invalid lock token provided!|sdn configuration is locked/;
const pendingText = /pending changes/;
/** How long a call without an answer may still act. */
const defaultSettleMs = 30_000;

export function sdnLock({ cluster, zones, pve, notes }: SdnLockParts): SdnLock {
  const locked = () => new StepRetry(because('sdn-locked', { cluster }));

  /** What is noted is of a run that is over: whoever uses the lock is alone. */
  const giveBack = async () => {
    const note = await notes.find();
    if (note === null) return;
    if (note.token === null) {
      const { settleMs = defaultSettleMs } = pve;
      if (note.askedMs < settleMs) throw new StepRetry(because('sdn-lock-unanswered'));
      // It was free when we asked, nobody has heard of another, and its token is lost.
      if (await isHeld(pve)) await pve.call('DELETE', '/cluster/sdn/lock', {}, { force: 1 });
    } else {
      // Nothing happens when it is free. With another token it is refused: then somebody has taken it from us.
      await pve.call('DELETE', '/cluster/sdn/lock', {}, { 'lock-token': note.token }).catch(unlessHeld);
    }
    await notes.forget();
  };

  const ask = async (allowPending: 0 | 1): Promise<string> => {
    await notes.asking();
    try {
      const token = await pve.call<string>('POST', '/cluster/sdn/lock', {}, { 'allow-pending': allowPending });
      await notes.taken(token);
      return token;
    } catch (error) {
      if (error instanceof ProxmoxError && (error.outcome === 'refused' || says(error, heldText) || says(error, pendingText))) await notes.forget();
      throw says(error, heldText) ? locked() : error;
    }
  };

  const foreign = (what: readonly string[]) => new StepRetry(because('sdn-pending-foreign', { cluster, what: what.join(', ') || '?' }));

  return {
    async take() {
      await giveBack();
      const held = await isHeld(pve);
      if (held) throw locked();
      if (held === null) {
        const pending = await pendingChanges(pve, zones);
        if (pending.foreign.length > 0) throw foreign(pending.foreign);
        return null;
      }
      return ask(0).catch(async (error: unknown) => {
        if (!says(error, pendingText)) throw error;
        // Ours alone, of a run that broke off: they are applied along.
        const pending = await pendingChanges(pve, zones);
        if (pending.foreign.length > 0 || !(await pending.anyOurs())) throw foreign(pending.foreign);
        return ask(1);
      });
    },
    released: () => notes.forget(),
    giveBack,
  };
}

/** Null where there is no lock. Nothing happens when it is free, and without its token it is not given back. */
async function isHeld(pve: ProxmoxPort): Promise<boolean | null> {
  try {
    await pve.call('DELETE', '/cluster/sdn/lock', {});
    return false;
  } catch (error) {
    if (says(error, heldText)) return true;
    if (error instanceof ProxmoxError && error.kind === 'not-implemented') return null;
    throw error;
  }
}

const says = (error: unknown, text: RegExp): boolean => error instanceof ProxmoxError && text.test(error.reason);

function unlessHeld(error: unknown): void {
  if (!says(error, heldText)) throw error;
}
