import { accessMail, type AccessKey } from '../notify/access.ts';
import { orderedName } from '../order-group.ts';
import { consoleSecret } from './configure-vm.ts';
import { mailStep } from './mail-step.ts';
import type { StepOrder } from './ports.ts';
import { sshKeySecret } from './ssh-key.ts';

// Undo relies on nothing: a mail that went out cannot be called back.
// The console password and the private key in it are kept only until then.
export const mailAccess = mailStep(
  'mail-access',
  async ({ order, tenant, cluster, store, bastion }) => {
    const { addresses, made_ssh_key } = await store.vmOf(order);
    const privateKey = await store.secrets.get(sshKeySecret(order));
    return accessMail({
      tenant,
      name: order.name,
      addresses,
      user: cluster.guestUser,
      password: await store.secrets.get(consoleSecret(order.id)),
      key: keyOf(order, made_ssh_key, privateKey),
      jump: (order.ssh_public_key ?? made_ssh_key) !== null && bastion ? bastion.jump : null,
    });
  },
  async ({ order, store }) => {
    await store.secrets.remove(consoleSecret(order.id));
    // Machines of the same order that come later take the public half of one that has it: the private one is mailed once, and not kept.
    await store.secrets.remove(sshKeySecret(order));
  },
);

function keyOf(order: StepOrder, made: string | null, privateKey: string | null): AccessKey {
  if (order.ssh_public_key !== null) return { is: 'given' };
  const file = orderedName(order);
  if (privateKey !== null) return { is: 'made', file, privateKey };
  return made === null ? { is: 'none' } : { is: 'mailed', file };
}
