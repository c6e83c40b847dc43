import type { Language } from '@vigie/contract/primitives';
import { withDeadline } from '../http/deadline.ts';
import { clusterResources } from '../steps/pve/resources.ts';
import type { Queryable } from '../store/database.ts';
import { lastFullRehearsals, lastRehearsals } from '../store/executions.ts';
import { roomsOf } from './evacuation.ts';
import { placeGroups } from './placement.ts';
import type { RecoveryPorts, RecoveryVm } from './ports.ts';
import type { ReadinessFacts } from './readiness.ts';
import type { Scenario } from './scenarios.ts';

/** A page must come soon even when Proxmox hangs; the cluster then counts as out of reach. */
const patienceMs = 5_000;

export interface ReadinessParts {
  db: Queryable;
  scenarios: ReadonlyMap<string, Scenario>;
  ports: RecoveryPorts;
  /** How many of the delivered machines are protected, and clusters whose backups cannot be read. */
  protection(): Promise<ReadinessFacts['protection']>;
}

export async function readinessFacts({ db, scenarios, ports, protection }: ReadinessParts, language: Language): Promise<ReadinessFacts> {
  const [clusters, protectedVms, ended, full] = await Promise.all([
    Promise.all([...ports.clusters.keys()].map((name) => clusterFacts(name, ports))),
    protection(),
    lastRehearsals(db),
    lastFullRehearsals(db),
  ]);
  const runbooks = [...scenarios.values()].map(({ plan }) => ({
    title: plan.title[language],
    rehearsedAt: full.find(({ runbook }) => runbook === plan.slug)?.ended_at ?? null,
    lastReachedItsEnd: (ended.find(({ runbook }) => runbook === plan.slug)?.state ?? 'done') === 'done',
  }));
  return { clusters, protection: protectedVms, runbooks };
}

async function clusterFacts(name: string, { clusters, vms }: RecoveryPorts): Promise<ReadinessFacts['clusters'][number]> {
  const nothing = { name, reachable: false, offlineNodes: [], nodesWithoutRoom: [] };
  const pve = clusters.get(name)?.pve;
  if (!pve) return nothing;
  const known = await vms.all(name);
  try {
    const { guests, nodes, storages } = await withDeadline(clusterResources(pve), patienceMs);
    const nodeOf = new Map(guests.map(({ vmid, node }) => [vmid, node]));
    const online = nodes.filter(({ status }) => status === 'online');
    const nodesWithoutRoom = online.flatMap(({ node }) => {
      const lost = known.filter(({ vmid }) => nodeOf.get(vmid) === node);
      const { without } = placeGroups(groupsOf(lost), roomsOf(online.filter((other) => other.node !== node), storages));
      const missingGiB = without.reduce((sum, one) => sum + one.missingGiB, 0);
      return missingGiB > 0 ? [{ node, missingGiB }] : [];
    });
    const offlineNodes = nodes.filter(({ status }) => status !== 'online').map(({ node }) => node);
    return { name, reachable: true, offlineNodes, nodesWithoutRoom };
  } catch {
    return nothing;
  }
}

/** The machines of a network go together. */
function groupsOf(vms: readonly RecoveryVm[]) {
  return [...new Set(vms.map(({ networkId }) => networkId))].map((networkId) => ({
    networkId, boundTo: null, storages: [],
    memoryGiB: vms.filter((vm) => vm.networkId === networkId).reduce((sum, { memoryGiB }) => sum + memoryGiB, 0),
  }));
}
