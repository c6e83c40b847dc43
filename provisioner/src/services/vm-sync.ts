import type { SyncResult } from '@vigie/contract/drift';
import type { Log } from '../log.ts';
import type { Services } from '../services.ts';
import type { ProxmoxPort } from '../steps/ports.ts';
import { hasMarker } from '../steps/pve/names.ts';
import { readConfig } from '../steps/pve/vm.ts';
import type { Database } from '../store/database.ts';
import { scopeOf } from '../store/scope.ts';
import { followVm, knownVms, type KnownVm } from '../store/settled-vms.ts';
import { noteSightings } from '../store/vm-sightings.ts';
import { listVms } from '../store/vms.ts';
import type { LiveGuests, ReadGuests } from './live-guests.ts';
import { stateOf } from './vms.ts';

/** One cluster: its machines in bulk, and its API for the proof of those that moved. */
interface SyncCluster {
  name: string;
  read: ReadGuests;
  pve: ProxmoxPort;
}

interface SyncParts {
  db: Database;
  clusters: readonly SyncCluster[];
  log: Log;
}

/** Reads each cluster by one call and keeps what it tells of our machines. `syncAll` is for the schedule, `sync` for a caller. */
export function vmSync({ db, clusters, log }: SyncParts): { syncAll(): Promise<void>; sync: Services['vms']['sync'] } {
  const one = async (cluster: SyncCluster): Promise<LiveGuests | null> => {
    const live = await cluster.read(true);
    if (live) await keep(db, cluster, live).catch((error: unknown) => log.error({ err: error, cluster: cluster.name }, 'the states of the machines cannot be kept'));
    return live;
  };
  return {
    async syncAll() {
      await Promise.all(clusters.map(one));
    },
    async sync(caller): Promise<SyncResult> {
      const [rows, seen] = await Promise.all([
        listVms(db, scopeOf(caller), { limit: null, after: null }),
        Promise.all(clusters.map(async (cluster) => ({ cluster: cluster.name, live: await one(cluster) }))),
      ]);
      const results = seen.map(({ cluster, live }) => {
        const vms = rows.filter((row) => row.cluster === cluster);
        const unknown = vms.filter(({ vmid, delivered_at: deliveredAt }) => deliveredAt && stateOf(live?.guests.get(vmid)?.status) === 'unknown');
        return { cluster, seenAt: live?.seenAt.toISOString() ?? null, vms: vms.length, unknown: unknown.length };
      });
      // Which clusters there are is the operator's business; a tenant has to do with those of its machines.
      return { clusters: results.filter(({ vms }) => caller.operator || vms > 0) };
    },
  };
}

async function keep(db: Database, cluster: SyncCluster, { guests, seenAt }: LiveGuests): Promise<void> {
  const vms = await knownVms(db, cluster.name);
  const sightings = vms.flatMap(({ id, vmid }) => {
    const state = stateOf(guests.get(vmid)?.status);
    return state === 'unknown' ? [] : [{ id, state }];
  });
  await noteSightings(db, cluster.name, seenAt, sightings);
  for (const vm of vms) {
    const guest = guests.get(vm.vmid);
    // One that is being worked on is where its work says; one under a lock may be on its way.
    if (!guest || vm.underWay || guest.lock !== undefined || guest.node === vm.node) continue;
    if (await isOurs(cluster.pve, vm, guest.node)) await followVm(db, vm.id, guest.node);
  }
}

/** A machine under our VMID may be another's: only its settings tell. One that cannot be read now is followed next time. */
async function isOurs(pve: ProxmoxPort, { vmid, orderId }: KnownVm, node: string): Promise<boolean> {
  try {
    return hasMarker((await readConfig(pve, { node, vmid }))?.description, { id: orderId });
  } catch {
    return false;
  }
}
