import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from './failure.ts';
import type { ProxmoxPort } from './ports.ts';
import { groupName, poolName, roleName } from './pve/names.ts';
import { nothingToUndo, type Step } from './step.ts';

interface AclEntry {
  path: string;
  type: string;
  ugid: string;
  roleid: string;
  propagate?: number | string;
}

// Undo relies on nothing: the right belongs to the tenant's group and pool, not to an order.
// It goes with the tenant.
export const ensureAccess: Step = {
  name: 'ensure-access',
  againOnRetry: true,
  async run({ pve, tenant }) {
    const path = `/pool/${poolName(tenant.id)}`;
    const groups = groupName(tenant.id);
    if (await hasEntry(pve, path, groups)) return 'done';
    await pve.call('PUT', '/access/acl', {}, { path, groups, roles: roleName, propagate: 1 });
    if (!(await hasEntry(pve, path, groups))) throw new StepFailure(because('access-not-kept', { group: groups, path }));
    return 'done';
  },
  undo: nothingToUndo,
};

async function hasEntry(pve: ProxmoxPort, path: string, group: string): Promise<boolean> {
  const entries = await pve.call<AclEntry[]>('GET', '/access/acl', {});
  return entries.some(
    (entry) =>
      entry.path === path &&
      entry.type === 'group' &&
      entry.ugid === group &&
      entry.roleid === roleName &&
      Number(entry.propagate ?? 1) === 1,
  );
}
