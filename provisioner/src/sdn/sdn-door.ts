import type { ProxmoxPort, SdnPort, SdnWish } from '../steps/ports.ts';
import { sharedTurns } from './shared-turns.ts';
import type { SdnLock } from './sdn-lock.ts';

/** An apply of a cluster's SDN, and for how many changes it was. */
export interface SdnApply {
  outcome: 'done' | 'failed';
  changes: number;
}

export interface SdnDoorParts {
  pve: ProxmoxPort;
  lock: SdnLock;
  /** Runs `act` while no other replica changes the cluster's SDN. */
  alone<Result>(act: () => Promise<Result>): Promise<Result>;
  onApply(apply: SdnApply): void;
  /** Hears why a lock could not be given back; that is tried again before the next change. */
  onStuck(error: unknown): void;
}

export interface SdnDoor extends SdnPort {
  /** Gives back a lock that a dead run of ours has left. */
  tidy(): Promise<void>;
}

const deadlineMs = 120_000;

/**
 * The one way to change a cluster's SDN. Whoever comes while a change is applied waits for it, and is then written and applied together
 * with all others that came meanwhile, under Proxmox's lock.
 */
export function sdnDoor({ pve, lock, alone, onApply, onStuck }: SdnDoorParts): SdnDoor {
  const apply = async (token: string | null, changes: number) => {
    try {
      // The schema says that release-lock is on by default; Proxmox VE 9.2 acts on it only when it is sent.
      const upid = await pve.call<string>('PUT', '/cluster/sdn', {}, token === null ? {} : { 'lock-token': token, 'release-lock': 1 });
      await lock.released();
      await pve.waitForTask(upid, deadlineMs);
    } catch (error) {
      onApply({ outcome: 'failed', changes });
      throw error;
    }
    onApply({ outcome: 'done', changes });
  };

  const turns = sharedTurns<SdnWish>((wishes) =>
    alone(async () => {
      const failures = new Map<SdnWish, unknown>();
      // Another replica may have applied it, or one wish stand for several.
      const open = await without(wishes, (wish) => wish.isDone(), failures);
      if (open.length === 0) return failures;
      const token = await lock.take();
      try {
        const sdn = writerUnder(pve, token);
        const written = await without(open, async (wish) => (await wish.write(sdn), false), failures);
        if (written.length > 0) await apply(token, written.length);
      } finally {
        await lock.giveBack().catch(onStuck);
      }
      return failures;
    }),
  );

  return {
    async change(wish) {
      if (!(await wish.isDone())) await turns.join(wish);
    },
    tidy: () => alone(() => lock.giveBack()),
  };
}

/** The wishes of which `act` answers false, one after the other; those of which it throws are put into `failures`. */
async function without(wishes: readonly SdnWish[], act: (wish: SdnWish) => Promise<boolean>, failures: Map<SdnWish, unknown>): Promise<SdnWish[]> {
  const left: SdnWish[] = [];
  for (const wish of wishes) {
    try {
      if (!(await act(wish))) left.push(wish);
    } catch (error) {
      failures.set(wish, error);
    }
  }
  return left;
}

const writerUnder = (pve: ProxmoxPort, token: string | null): Parameters<SdnWish['write']>[0] => ({
  call: (method, template, path, params) => pve.call(method, template, path, token === null ? params : { ...params, 'lock-token': token }),
});
