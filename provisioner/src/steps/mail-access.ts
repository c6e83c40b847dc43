import { accessMail } from '../notify/access.ts';
import { consoleSecret } from './configure-vm.ts';
import { mailStep } from './mail-step.ts';

// Undo relies on nothing: a mail that went out cannot be called back.
// The console password in it is kept only until then.
export const mailAccess = mailStep(
  'mail-access',
  async ({ order, tenant, cluster, store }) => {
    const { addresses } = await store.vmOf(order);
    const password = await store.secrets.get(consoleSecret(order.id));
    return accessMail({ tenant, name: order.name, addresses, user: cluster.guestUser, password, hasKey: order.ssh_public_key !== null });
  },
  ({ order, store }) => store.secrets.remove(consoleSecret(order.id)),
);
