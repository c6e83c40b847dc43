import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterConnection } from '../cluster-connection.ts';
import type { Log } from '../log.ts';
import type { Database } from '../store/database.ts';
import { aloneWithSdn, sdnLockNotes } from '../store/sdn-locks.ts';
import { sdnDoor, type SdnApply, type SdnDoor } from './sdn-door.ts';
import { sdnLock } from './sdn-lock.ts';

export interface SdnDoorsParts {
  db: Database;
  clusters: readonly ClusterConnection[];
  log: Log;
  onApply?: (cluster: string, apply: SdnApply) => void;
}

export interface SdnDoors {
  /** Of a configured cluster. */
  of(cluster: string): SdnDoor;
  /** Gives back what a dead run of ours holds, and keeps trying where Proxmox does not answer. Ends by the signal. */
  tidy(signal: AbortSignal): Promise<void>;
}

const againMs = 30_000;

/** The doors to the SDN of all clusters: each cluster has one for all who change it. */
export function sdnDoors({ db, clusters, log, onApply }: SdnDoorsParts): SdnDoors {
  const doors = new Map(
    clusters.map(({ config: { name, sdn, lab }, port }) => {
      const lock = sdnLock({ cluster: name, zones: [sdn.zone, lab.zone], pve: port, notes: sdnLockNotes(db, name) });
      const door = sdnDoor({
        pve: port, lock,
        alone: (act) => aloneWithSdn(db, name, act),
        onApply: (apply) => onApply?.(name, apply),
        onStuck: (error) => log.error({ err: error, cluster: name }, 'the lock of the SDN could not be given back, that is tried again'),
      });
      return [name, door] as const;
    }),
  );
  return {
    of(cluster) {
      const door = doors.get(cluster);
      if (!door) throw new Error(`no cluster ${cluster}`);
      return door;
    },
    async tidy(signal) {
      await Promise.all(
        [...doors].map(async ([cluster, door]) => {
          while (!signal.aborted) {
            const failure = await door.tidy().then(() => null, (error: unknown) => error);
            if (failure === null) return;
            log.warn({ err: failure, cluster }, 'a lock of the SDN that an earlier run left cannot be given back yet, that is tried again');
            await sleep(againMs, undefined, { signal }).catch(() => undefined);
          }
        }),
      );
    },
  };
}
