import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../steps/failure.ts';
import { nodesWith } from '../steps/place-vm.ts';
import { clusterResources, type NodeResource, type StorageResource, type VmResource } from '../steps/pve/resources.ts';
import { sharedDiskStorages, storagesInBackup, storagesWithDisks } from './disks.ts';
import type { Evacuated } from './facts.ts';
import { placeGroups, type Group } from './placement.ts';
import type { RecoveryCluster, RecoveryPoint, RecoveryVm, StepContext } from './ports.ts';

const gib = 2 ** 30;

interface Saved {
  vm: RecoveryVm;
  how: Evacuated['how'];
  storages: string[];
  point: RecoveryPoint | null;
}

/** Machines of the node that are not Vigie's stay with who made them. */
export interface Evacuation {
  machines: Evacuated[];
  foreign: VmResource[];
}

/** What becomes of each machine of a node that is taken as lost. Throws `no-node-left` when one of them has no place. */
export async function planEvacuation(context: StepContext, cluster: RecoveryCluster, lost: string): Promise<Evacuation> {
  const { guests, nodes, storages } = await clusterResources(cluster.pve);
  const there = guests.filter(({ node, template }) => node === lost && template !== 1);
  const known = await context.ports.vms.all(cluster.config.name);
  const ours = known.filter(({ vmid }) => there.some((guest) => guest.vmid === vmid));
  const foreign = there.filter(({ vmid }) => !ours.some((vm) => vm.vmid === vmid));
  const left = nodes.filter(({ node, status }) => node !== lost && status === 'online');
  const saved: Saved[] = [];
  for (const vm of ours) saved.push(await howToSave(context, cluster, vm, left, storages));

  const elsewhere = new Map(guests.filter(({ node }) => node !== lost).map(({ vmid, node }) => [vmid, node]));
  const groups = groupsOf(saved, (networkId) => known.filter((vm) => vm.networkId === networkId).map(({ vmid }) => elsewhere.get(vmid)));
  const { placed, without } = placeGroups(groups, roomsOf(left, storages));
  const [first] = without;
  if (first) {
    const vm = saved.find((one) => one.vm.networkId === first.group.networkId)?.vm;
    throw new StepFailure(because('no-node-left', { vmid: vm?.vmid ?? 0, memory: first.group.memoryGiB }));
  }
  const machines = saved.map(({ vm, how, point }) => ({
    vmId: vm.id, vmid: vm.vmid, name: vm.name, tenant: vm.tenant, memoryGiB: vm.memoryGiB, how,
    to: how === 'lost' ? null : (placed.get(vm.networkId) ?? null),
    archive: how === 'restore' ? (point?.volume ?? null) : null,
    takenAt: how === 'restore' ? (point?.takenAt.toISOString() ?? null) : null,
  }));
  return { machines, foreign };
}

async function howToSave(
  context: StepContext,
  { pve, config }: RecoveryCluster,
  vm: RecoveryVm,
  left: readonly NodeResource[],
  storages: readonly StorageResource[],
): Promise<Saved> {
  const eyes = left[0]?.node;
  if (eyes === undefined) throw new StepFailure(because('no-node-left', { vmid: vm.vmid, memory: vm.memoryGiB }));
  const shared = sharedDiskStorages(storages, eyes);
  const disks = await storagesWithDisks(pve, eyes, shared, vm.vmid);
  const point = await newestPoint(context, pve, vm.vmid);
  const inBackup = point === null ? null : await storagesInBackup(pve, eyes, point.volume);
  // What the shared storages hold may be a part of it only: the backup tells of disks that were on the lost node.
  const allShared = disks.length > 0 && (inBackup ?? []).every((name) => shared.includes(name));
  if (allShared) return { vm, how: 'move', storages: disks, point: null };
  if (point !== null) return { vm, how: 'restore', storages: [config.storage], point };
  return { vm, how: 'lost', storages: [], point: null };
}

/** Null when there is none, and when nobody can say: a lost backup server must not hold back machines that need no backup. */
async function newestPoint({ ports, say }: StepContext, pve: RecoveryCluster['pve'], vmid: number): Promise<RecoveryPoint | null> {
  try {
    return (await ports.backupsOf(pve, vmid))[0] ?? null;
  } catch {
    await say({ en: `The backups of VM ${vmid} cannot be read.`, fr: `Les sauvegardes de la VM ${vmid} sont illisibles.` });
    return null;
  }
}

function groupsOf(saved: readonly Saved[], nodesOfNetwork: (networkId: string) => (string | undefined)[]): Group[] {
  const networks = new Map<string, Saved[]>();
  for (const one of saved.filter(({ how }) => how !== 'lost')) {
    networks.set(one.vm.networkId, [...(networks.get(one.vm.networkId) ?? []), one]);
  }
  return [...networks].map(([networkId, members]) => ({
    networkId,
    memoryGiB: members.reduce((sum, { vm }) => sum + vm.memoryGiB, 0),
    storages: [...new Set(members.flatMap(({ storages }) => storages))],
    boundTo: nodesOfNetwork(networkId).find((node) => node !== undefined) ?? null,
  }));
}

/** What nodes have free, as Proxmox measures it. */
export function roomsOf(nodes: readonly NodeResource[], storages: readonly StorageResource[]) {
  const names = [...new Set(storages.map(({ storage }) => storage))];
  return nodes.map((node) => ({
    node: node.node,
    freeGiB: ((node.maxmem ?? 0) - (node.mem ?? 0)) / gib,
    storages: new Set(names.filter((name) => nodesWith(name, [node], [...storages]).length > 0)),
  }));
}
