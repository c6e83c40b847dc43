import type { ClusterConfig } from '@vigie/config/clusters';
import type { ClusterConnection } from '../cluster-connection.ts';
import type { Log } from '../log.ts';
import type { ProxmoxPort } from '../steps/ports.ts';
import type { Database } from '../store/database.ts';
import { findingsOf, keepFindings, knownNetworks, lastReads, noteUnreadable, oneLookAtATime } from '../store/drift.ts';
import { knownVms, type KnownVm } from '../store/settled-vms.ts';
import { chooseMachines } from './choose-machines.ts';
import { compare } from './compare.ts';
import type { Detail, Known, Seen } from './facts.ts';
import { readDetail } from './read-detail.ts';
import { readLists } from './read-lists.ts';

export interface CheckParts {
  db: Database;
  tenants: readonly string[];
  nodeExporterPort: number;
  /** See `chooseMachines`. */
  share: number;
  log: Log;
}

/**
 * Looks at one cluster and keeps what it finds. It only reads: what to do about a difference is for people to decide. A cluster that cannot
 * be read keeps what was found last, and is noted as not readable.
 */
export async function checkCluster(parts: CheckParts, { config: cluster, port }: Pick<ClusterConnection, 'config' | 'port'>): Promise<void> {
  const { db, log } = parts;
  await oneLookAtATime(db, cluster.name, async () => {
    try {
      await look(parts, { config: cluster, port });
    } catch (error) {
      log.warn({ err: error, cluster: cluster.name }, 'the cluster cannot be compared with what Vigie knows');
      await noteUnreadable(db, cluster.name);
    }
  });
}

async function look({ db, tenants, nodeExporterPort, share }: CheckParts, { config: cluster, port }: Pick<ClusterConnection, 'config' | 'port'>): Promise<void> {
  const earlier = await stored(db, cluster.name);
  const seen = await readLists(port, cluster, nodeExporterPort);
  await proveSight(port, cluster, earlier.vms, seen);
  const { vms, networks } = unchanged(earlier, await stored(db, cluster.name));
  const [before, lastRead] = await Promise.all([findingsOf(db, cluster.name), lastReads(db, cluster.name)]);

  const details = new Map<number, Detail>();
  const chosen = chooseMachines({ vms, seen, before, lastRead, share });
  // The client asks each node for a few things at a time only.
  await Promise.all(chosen.map(async (vm) => {
    const detail = await readDetail(port, cluster, vm, seen.guests.get(vm.vmid)?.node ?? '');
    if (detail) details.set(vm.vmid, detail);
  }));
  const findings = compare({ known: { cluster, vms, networks, tenants }, seen, details, before });
  await keepFindings(db, cluster.name, new Date(), findings, chosen.map(({ id }) => id));
}

type Stored = Pick<Known, 'vms' | 'networks'>;

const stored = async (db: Database, cluster: string): Promise<Stored> => ({ vms: await knownVms(db, cluster), networks: await knownNetworks(db, cluster) });

/**
 * What Vigie has, read before and after Proxmox was. What began or ended meanwhile is under way: it is no stranger, and nothing is expected
 * of it.
 */
function unchanged(earlier: Stored, later: Stored): Stored {
  const byId = <Row extends { id: string }>(rows: readonly Row[]) => new Map(rows.map((row) => [row.id, row]));
  const [vmsEarlier, vmsLater, networksEarlier, networksLater] = [byId(earlier.vms), byId(later.vms), byId(earlier.networks), byId(later.networks)];
  return {
    vms: [
      ...later.vms.map((vm) => ({ ...vm, underWay: vm.underWay || vmsEarlier.get(vm.id)?.underWay !== false })),
      ...earlier.vms.filter(({ id }) => !vmsLater.has(id)).map((vm) => ({ ...vm, underWay: true })),
    ],
    networks: [
      ...later.networks.map((network) => ({ ...network, active: network.active && networksEarlier.get(network.id)?.active === true })),
      ...earlier.networks.filter(({ id }) => !networksLater.has(id)).map((network) => ({ ...network, active: false })),
    ],
  };
}

/** Proxmox leaves out of its lists what a token may not see. Asked for a machine itself it says so: then nothing is known to be missing. */
async function proveSight(pve: ProxmoxPort, cluster: ClusterConfig, vms: readonly KnownVm[], { guests, onlineNodes }: Seen): Promise<void> {
  const [online] = onlineNodes;
  if (online === undefined) throw new Error('Proxmox tells of no node that is online');
  const missing = vms.find(({ vmid, underWay }) => !underWay && !guests.has(vmid));
  if (missing) await readDetail(pve, cluster, missing, online);
}
