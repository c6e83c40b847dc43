import { changeOnce, isThere } from '@vigie/proxmox/change-once';
import { because } from '@vigie/contract/step-reasons';
import { randomPassword } from './password.ts';
import { StepFailure } from './failure.ts';
import type { ProxmoxPort } from './ports.ts';
import { accountName, groupName, tenantMarker } from './pve/names.ts';
import { nothingToUndo, type Step } from './step.ts';

/** Where the account's first password is kept until the welcome mail took it. */
export const accountSecret = (tenant: string): string => `account/${tenant}`;

// Undo relies on nothing: the account belongs to the tenant and may be in use.
// It goes with the tenant, not with an order.
export const ensureAccount: Step = {
  name: 'ensure-account',
  againOnRetry: true,
  async run({ pve, store, tenant }) {
    const groupid = groupName(tenant.id);
    const userid = accountName(tenant.id);
    const comment = tenantMarker(tenant.id);
    const group = await changeOnce({
      read: () => groupComment(pve, groupid),
      isDone: isThere,
      send: () => pve.call('POST', '/access/groups', {}, { groupid, comment }),
    });
    if (group !== comment) throw new StepFailure(because('group-foreign', { id: groupid, comment }));

    const account = await changeOnce({
      read: () => userComment(pve, userid),
      isDone: isThere,
      async send() {
        // A token may set a password only here, so it must be known before: a lost answer would leave an account without one.
        const password = await store.secrets.getOrCreate(accountSecret(tenant.id), tenant.id, randomPassword);
        await pve.call('POST', '/access/users', {}, { userid, password, groups: groupid, email: tenant.email, comment, enable: 1 });
      },
    });
    if (account !== comment) throw new StepFailure(because('account-foreign', { id: userid, comment }));
    return 'done';
  },
  undo: nothingToUndo,
};

async function groupComment(pve: ProxmoxPort, groupid: string): Promise<string | null> {
  const groups = await pve.call<{ groupid: string; comment?: string }[]>('GET', '/access/groups', {});
  const group = groups.find((candidate) => candidate.groupid === groupid);
  return group ? (group.comment ?? '') : null;
}

async function userComment(pve: ProxmoxPort, userid: string): Promise<string | null> {
  const users = await pve.call<{ userid: string; comment?: string }[]>('GET', '/access/users', {});
  const user = users.find((candidate) => candidate.userid === userid);
  return user ? (user.comment ?? '') : null;
}
