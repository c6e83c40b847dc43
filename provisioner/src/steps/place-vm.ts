import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from './failure.ts';
import { installOf } from './install/install.ts';
import { nodesSeeing } from './pve/images.ts';
import { clusterResources, type NodeResource, type StorageResource } from './pve/resources.ts';
import { nothingToUndo, type Step } from './step.ts';

const gib = 2 ** 30;

// Undo relies on nothing: a place is only a row, and the undo of clone-template and create-vm removes what is there.
// A retried order keeps its node.
export const placeVm: Step = {
  name: 'place-vm',
  async run(context) {
    const { pve, store, order, cluster } = context;
    const vm = await store.vmOf(order);
    if (vm.node !== null) return 'done';
    const { nodes, storages } = await clusterResources(pve);
    const candidates = nodesWith(cluster.storage, nodes, storages);
    if (candidates.length === 0) throw new StepFailure(because('storage-nowhere', { storage: cluster.storage }));
    // A simple zone has no layer 2 between nodes: machines of one network on two nodes would not see each other.
    const bound = await store.nodeOfNetwork(vm.network_id);
    const possible = bound === null ? candidates : candidates.filter(({ node }) => node === bound);
    if (possible.length === 0) throw new StepFailure(because('network-node-away', { node: String(bound), storage: cluster.storage }));
    const seeing = await nodesSeeing(pve, installOf(order).images(context), possible.map(({ node }) => node), storages);
    const fitting = possible.filter(({ node }) => seeing.includes(node));
    if ((await store.placeVm(vm, fitting.map(({ node, maxmem = 0, mem = 0 }) => ({ node, freeGiB: (maxmem - mem) / gib })))) === null) {
      const memory = order.spec.memoryGiB;
      throw new StepFailure(bound === null ? because('memory-full', { memory }) : because('node-memory-full', { node: bound, memory }));
    }
    return 'done';
  },
  undo: nothingToUndo,
};

/** Online nodes that have the storage. */
export function nodesWith(storage: string, nodes: NodeResource[], storages: StorageResource[]): NodeResource[] {
  const having = new Set(storages.filter((entry) => entry.storage === storage && entry.status === 'available').map(({ node }) => node));
  return nodes.filter(({ node, status }) => status === 'online' && having.has(node));
}
