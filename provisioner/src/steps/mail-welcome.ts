import { because } from '@vigie/contract/step-reasons';
import { welcomeMail } from '../notify/welcome.ts';
import { accountSecret } from './ensure-account.ts';
import { mailStep } from './mail-step.ts';
import { accountName } from './pve/names.ts';

// Undo relies on nothing: a mail that went out cannot be called back.
// The password in it is kept only until then.
export const mailWelcome = mailStep(
  'mail-welcome',
  async ({ tenant, cluster, store }) => {
    const password = await store.secrets.get(accountSecret(tenant.id));
    if (password === null) return { skipped: because('account-known') };
    const url = cluster.endpoints[0]?.url ?? '';
    return welcomeMail({ tenant, url, account: accountName(tenant.id), password });
  },
  ({ tenant, store }) => store.secrets.remove(accountSecret(tenant.id)),
);
