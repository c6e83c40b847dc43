import { accessMail } from '../notify/access.ts';
import { consoleSecret } from './configure-vm.ts';
import { mailStep } from './mail-step.ts';
import { sshKeySecret } from './ssh-key.ts';

// Undo relies on nothing: a mail that went out cannot be called back.
// The console password and the private key in it are kept only until then.
export const mailAccess = mailStep(
  'mail-access',
  async ({ order, tenant, cluster, store, bastion }) => {
    const { addresses, made_ssh_key } = await store.vmOf(order);
    const hasKey = (order.ssh_public_key ?? made_ssh_key) !== null;
    return accessMail({
      tenant,
      name: order.name,
      addresses,
      user: cluster.guestUser,
      password: await store.secrets.get(consoleSecret(order.id)),
      hasKey,
      jump: hasKey && bastion ? bastion.jump : null,
      privateKey: await store.secrets.get(sshKeySecret(order.id)),
    });
  },
  async ({ order, store }) => {
    await store.secrets.remove(consoleSecret(order.id));
    await store.secrets.remove(sshKeySecret(order.id));
  },
);
