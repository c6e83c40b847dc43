import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from './failure.ts';
import { clusterResources, type NodeResource, type StorageResource } from './pve/resources.ts';
import type { Step } from './step.ts';

const gib = 2 ** 30;

// Undo relies on nothing: a place is only a row, and clone-template's undo removes what is there.
// A retried order keeps its node.
export const placeVm: Step = {
  name: 'place-vm',
  async run({ pve, store, order, cluster }) {
    const vm = await store.vmOf(order);
    if (vm.node !== null) return 'done';
    const { nodes, storages } = await clusterResources(pve);
    const candidates = nodesWith(cluster.storage, nodes, storages);
    if (candidates.length === 0) throw new StepFailure(because('storage-nowhere', { storage: cluster.storage }));
    // A simple zone has no layer 2 between nodes: machines of one network on two nodes would not see each other.
    const bound = await store.nodeOfNetwork(vm.network_id);
    const node = bound === null ? candidates[0] : candidates.find((candidate) => candidate.node === bound);
    if (!node) throw new StepFailure(because('network-node-away', { node: String(bound), storage: cluster.storage }));
    if (freeMemory(node) < order.spec.memoryGiB * gib) {
      throw new StepFailure(because('node-memory-full', { node: node.node, memory: order.spec.memoryGiB }));
    }
    await store.placeVm(vm, node.node);
    return 'done';
  },
  async undo() {},
};

/** Online nodes that have the storage, the one with the most free memory first. */
export function nodesWith(storage: string, nodes: NodeResource[], storages: StorageResource[]): NodeResource[] {
  const having = new Set(storages.filter((entry) => entry.storage === storage && entry.status === 'available').map(({ node }) => node));
  return nodes
    .filter(({ node, status }) => status === 'online' && having.has(node))
    .sort((a, b) => freeMemory(b) - freeMemory(a) || a.node.localeCompare(b.node));
}

const freeMemory = ({ maxmem = 0, mem = 0 }: NodeResource): number => maxmem - mem;
