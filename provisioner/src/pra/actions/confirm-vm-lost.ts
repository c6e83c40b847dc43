import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../../steps/failure.ts';
import { clusterResources } from '../../steps/pve/resources.ts';
import type { Action } from '../action.ts';
import { clusterStatus } from '../../steps/pve/cluster-status.ts';
import { roomsOf } from '../evacuation.ts';
import { placeGroups } from '../placement.ts';
import type { RecoveryCluster, RecoveryVm, StepContext } from '../ports.ts';

export const confirmVmLost: Action = {
  name: 'confirm-vm-lost',
  parameters: ['vm'],
  after: [],
  async run(context) {
    const { cluster, vm } = await context.vm();
    if (!(await clusterStatus(cluster.pve)).quorate) throw new StepFailure(because('no-quorum-left', { cluster: cluster.config.name }));
    const { guests, nodes } = await clusterResources(cluster.pve);
    const guest = guests.find(({ vmid }) => vmid === vm.vmid);
    if (guest === undefined) {
      const node = await nodeFor(context, cluster, vm);
      await context.remember('lostVm', { node, configThere: false });
      await context.say({
        en: `No node has VM ${vm.vmid}. It will be restored on ${node}.`,
        fr: `Aucun nœud n’a la VM ${vm.vmid}. Elle sera restaurée sur ${node}.`,
      });
      return 'done';
    }
    if (nodes.find(({ node }) => node === guest.node)?.status !== 'online') {
      throw new StepFailure(because('vm-node-offline', { node: guest.node, vmid: vm.vmid }));
    }
    if (guest.status !== 'stopped') throw new StepFailure(because('vm-still-there', { vmid: vm.vmid, status: guest.status ?? 'unknown' }));
    await context.remember('lostVm', { node: guest.node, configThere: true });
    await context.say({
      en: `VM ${vm.vmid} is on ${guest.node} and stopped. If it only has to be started, abort here and start it.`,
      fr: `La VM ${vm.vmid} est sur ${guest.node}, arrêtée. S’il suffit de la démarrer, interrompez ici et démarrez-la.`,
    });
    return 'done';
  },
  async rehearse(context) {
    const { cluster, vm } = await context.vm();
    const { guests } = await clusterResources(cluster.pve);
    const guest = guests.find(({ vmid }) => vmid === vm.vmid);
    const node = guest?.node ?? (await nodeFor(context, cluster, vm));
    await context.remember('lostVm', { node, configThere: guest !== undefined });
    const state = guest === undefined ? { en: 'is missing', fr: 'manque' } : { en: `is ${guest.status ?? 'unknown'} on ${node}`, fr: `est ${guest.status ?? 'unknown'} sur ${node}` };
    await context.say({
      en: `${vm.name} (${vm.vmid}) ${state.en}: this rehearsal takes it as lost.`,
      fr: `${vm.name} (${vm.vmid}) ${state.fr} : cet exercice la considère comme perdue.`,
    });
    return 'done';
  },
};

/** The node of the other machines of its network, else the one with the most free memory. */
async function nodeFor(context: StepContext, { pve, config }: RecoveryCluster, vm: RecoveryVm): Promise<string> {
  const { guests, nodes, storages } = await clusterResources(pve);
  const known = await context.ports.vms.all(config.name);
  const neighbours = known.filter(({ id, networkId }) => id !== vm.id && networkId === vm.networkId).map(({ vmid }) => vmid);
  const boundTo = guests.find(({ vmid }) => neighbours.includes(vmid))?.node ?? null;
  const rooms = roomsOf(nodes.filter(({ status }) => status === 'online'), storages);
  const { placed } = placeGroups([{ networkId: vm.networkId, memoryGiB: vm.memoryGiB, storages: [config.storage], boundTo }], rooms);
  const node = placed.get(vm.networkId);
  if (node === undefined) throw new StepFailure(because('no-node-left', { vmid: vm.vmid, memory: vm.memoryGiB }));
  return node;
}
