import { because } from '@vigie/contract/step-reasons';
import type { ProxmoxPort } from './ports.ts';
import { roleName } from './pve/names.ts';
import { orNull, sendThenReadBack } from './pve/read.ts';
import { StepFailure } from './failure.ts';
import { nothingToUndo, type Step } from './step.ts';

/** What a tenant may do to its own machines: see them, use their console, switch and snapshot them; nothing that leaves its network. */
export const tenantPrivileges = ['Pool.Audit', 'VM.Audit', 'VM.Console', 'VM.PowerMgmt', 'VM.Snapshot', 'VM.Snapshot.Rollback'];

// Undo relies on nothing: the role belongs to the cluster and all tenants.
// It stays, without an effect of its own.
export const ensureRole: Step = {
  name: 'ensure-role',
  againOnRetry: true,
  async run({ pve }) {
    if (await hasPrivileges(pve)) return 'done';
    const exists = (await privileges(pve)) !== null;
    const privs = tenantPrivileges.join(',');
    await sendThenReadBack(
      exists
        ? pve.call('PUT', '/access/roles/{roleid}', { roleid: roleName }, { privs })
        : pve.call('POST', '/access/roles', {}, { roleid: roleName, privs }),
    );
    if (!(await hasPrivileges(pve))) throw new StepFailure(because('role-not-kept', { role: roleName }));
    return 'done';
  },
  undo: nothingToUndo,
};

const privileges = (pve: ProxmoxPort) =>
  orNull(pve.call<Record<string, number>>('GET', '/access/roles/{roleid}', { roleid: roleName }));

async function hasPrivileges(pve: ProxmoxPort): Promise<boolean> {
  const found = Object.entries((await privileges(pve)) ?? {}).flatMap(([name, on]) => (on ? [name] : []));
  return found.sort().join() === tenantPrivileges.join();
}
