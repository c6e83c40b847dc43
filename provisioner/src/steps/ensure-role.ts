import { changeOnce } from '@vigie/proxmox/change-once';
import { because } from '@vigie/contract/step-reasons';
import type { ProxmoxPort } from './ports.ts';
import { roleName } from './pve/names.ts';
import { orNull } from './pve/read.ts';
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
    const privs = tenantPrivileges.join(',');
    const kept = await changeOnce({
      read: () => privileges(pve),
      isDone: isWanted,
      send: async () =>
        (await privileges(pve)) === null
          ? pve.call('POST', '/access/roles', {}, { roleid: roleName, privs })
          : pve.call('PUT', '/access/roles/{roleid}', { roleid: roleName }, { privs }),
    });
    if (!isWanted(kept)) throw new StepFailure(because('role-not-kept', { role: roleName }));
    return 'done';
  },
  undo: nothingToUndo,
};

const privileges = (pve: ProxmoxPort) =>
  orNull(pve.call<Record<string, number>>('GET', '/access/roles/{roleid}', { roleid: roleName }));

function isWanted(role: Record<string, number> | null): boolean {
  const found = Object.entries(role ?? {}).flatMap(([name, on]) => (on ? [name] : []));
  return found.sort().join() === tenantPrivileges.join();
}
