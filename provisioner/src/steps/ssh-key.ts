import { newPrivateKey, publicKeyOf } from '../bastion/key-pair.ts';
import { groupId, type GroupMember } from '../order-group.ts';
import type { StepContext } from './ports.ts';

/** Where the private key that was made for the machines of an order is kept until the first access mail took it. */
export const sshKeySecret = (order: GroupMember): string => `ssh-key/${groupId(order)}`;

/**
 * The public key that the machine takes: the order's own. An order without one gets a pair where a bastion is configured, because nobody
 * passes that by a password: one pair for all its machines. Null: none.
 */
export async function machineKey({ order, bastion, store }: StepContext): Promise<string | null> {
  const { ssh_public_key: own } = order;
  if (own !== null) return own;
  const vm = await store.vmOf(order);
  if (vm.made_ssh_key !== null || !bastion) return vm.made_ssh_key;
  // Another machine of the order may have it already, and its private half was mailed by then.
  const made =
    (await store.madeSshKey(order)) ?? publicKeyOf(await store.secrets.getOrCreate(sshKeySecret(order), order.tenant, newPrivateKey));
  await store.keepMadeSshKey(vm, made);
  return made;
}

/** For a machine that is taken back: once no machine of the order has the pair, the next one gets another. */
export async function forgetMachineKey({ order, store }: StepContext): Promise<void> {
  const vm = await store.findVm(order);
  if (vm) await store.keepMadeSshKey(vm, null);
  if ((await store.madeSshKey(order)) === null) await store.secrets.remove(sshKeySecret(order));
}
