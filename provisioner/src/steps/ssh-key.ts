import { newPrivateKey, publicKeyOf } from '../bastion/key-pair.ts';
import type { StepContext } from './ports.ts';

/** Where the private key that was made for a machine is kept until the access mail took it. */
export const sshKeySecret = (orderId: string): string => `ssh-key/${orderId}`;

/**
 * The public key that the machine takes: the order's own. An order without one gets a pair where a bastion is configured, because nobody
 * passes that by a password. Null: none.
 */
export async function machineKey({ order, bastion, store }: StepContext): Promise<string | null> {
  const { ssh_public_key: own } = order;
  if (own !== null) return own;
  const vm = await store.vmOf(order);
  if (vm.made_ssh_key !== null || !bastion) return vm.made_ssh_key;
  const made = publicKeyOf(await store.secrets.getOrCreate(sshKeySecret(order.id), order.tenant, newPrivateKey));
  await store.keepMadeSshKey(vm, made);
  return made;
}

/** For a machine that is taken back: the next one gets a pair of its own. */
export async function forgetMachineKey({ order, store }: StepContext): Promise<void> {
  const vm = await store.findVm(order);
  if (vm) await store.keepMadeSshKey(vm, null);
  await store.secrets.remove(sshKeySecret(order.id));
}
