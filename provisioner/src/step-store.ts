import type { VigieConfig } from '@vigie/config/schema';
import { asNetwork } from '@vigie/config/super-networks';
import { groupId } from './order-group.ts';
import type { StorePort } from './steps/ports.ts';
import type { Cipher } from './store/cipher.ts';
import type { Database } from './store/database.ts';
import { askForNetwork, findNetworkChoice, hasSharedNetwork, takeDefaultNetwork } from './store/network-choices.ts';
import { activateNetwork, allocateNetwork, closeNetwork, networkForOrder, removeNetwork } from './store/networks.ts';
import { rowsOfGroup } from './store/order-groups.ts';
import { taskNotes } from './store/proxmox-tasks.ts';
import { keepMadeSshKey, madeSshKey, reachableVms, setReachable } from './store/reach.ts';
import { secretStore } from './store/secrets.ts';
import { findVmOfOrder, freeAddress, giveAddress, markDelivered, markRemoved, nodeOfNetwork, placeVm, reserveVm, setMac } from './store/vms.ts';

/** The store as steps see it. */
export function stepStore(db: Database, config: VigieConfig, cipher: Cipher): StorePort {
  const { choice, superNetworks, exclusions } = config.networks;
  return {
    askForNetwork: (order) =>
      db.transaction(async (tx) => {
        if (!(await hasSharedNetwork(tx, order))) {
          await takeDefaultNetwork(tx, order.id);
          return null;
        }
        const question = await askForNetwork(tx, order.id, choice);
        return question && { deadline: question.deadline, default: question.default_choice };
      }),
    wasAskedForNetwork: async (order) => (await findNetworkChoice(db, groupId(order))) !== null,
    allocateNetwork: (order, kind, taken) => allocateNetwork(db, order, kind, superNetworks, [...taken, ...exclusions.map(asNetwork)]),
    async networkOf(order) {
      const network = await networkForOrder(db, order);
      if (!network) throw new Error(`order ${order.id} has no network yet`);
      return network;
    },
    findNetwork: (order) => networkForOrder(db, order),
    activateNetwork: (id) => activateNetwork(db, id),
    closeNetwork: (order) => closeNetwork(db, order),
    removeNetwork: (id) => removeNetwork(db, id),
    reserveVm: ({ id, tenant, cluster, name, spec }, network, range, occupied) =>
      reserveVm(
        db,
        { orderId: id, tenant, cluster, name, networkId: network.id, cores: spec.cores, memoryGiB: spec.memoryGiB, diskGiB: spec.diskGiB },
        range,
        occupied,
      ),
    async vmOf(order) {
      const vm = await findVmOfOrder(db, order.id);
      if (!vm) throw new Error(`order ${order.id} has no VM yet`);
      return vm;
    },
    findVm: ({ id }) => findVmOfOrder(db, id),
    markRemoved: ({ id }) => markRemoved(db, id),
    placeVm: (vm, candidates) => placeVm(db, vm.id, candidates),
    nodeOfNetwork: (networkId) => nodeOfNetwork(db, networkId),
    setMac: (vm, mac) => setMac(db, vm.id, mac),
    giveAddress: (vm, network, taken) => giveAddress(db, { id: vm.id, networkId: network.id }, network.cidr, taken),
    freeAddress: (vm) => freeAddress(db, vm.id),
    markDelivered: (vm) => markDelivered(db, vm.id),
    machineNames: async (order) => (await rowsOfGroup(db, groupId(order))).map(({ name }) => name),
    madeSshKey: (order) => madeSshKey(db, order),
    keepMadeSshKey: (vm, publicKey) => keepMadeSshKey(db, vm.id, publicKey),
    setReachable: (vm, reachable) => setReachable(db, vm.id, reachable),
    reachableVms: (tenant) => reachableVms(db, tenant),
    tasks: taskNotes(db),
    secrets: secretStore(db, cipher),
  };
}
