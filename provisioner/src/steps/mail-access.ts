import { installOf } from './install/install.ts';
import { mailStep } from './mail-step.ts';
import { consoleSecret } from './password.ts';
import { sshKeySecret } from './ssh-key.ts';

// Undo relies on nothing: a mail that went out cannot be called back.
// The console password and the private key in it are kept only until then.
export const mailAccess = mailStep(
  'mail-access',
  (context) => installOf(context.order).accessMail(context),
  async ({ order, store }) => {
    await store.secrets.remove(consoleSecret(order.id));
    // Machines of the same order that come later take the public half of one that has it: the private one is mailed once, and not kept.
    await store.secrets.remove(sshKeySecret(order));
  },
);
