import type { Capability, GrafanaRole } from '@vigie/contract/me';

const read = ['catalogue:read', 'order:read', 'vm:read', 'network:read', 'backup:read', 'restore-test:read'] as const satisfies readonly Capability[];

/** What Editors of all sides may do with their machines. */
const use = ['order:create', 'vm:act', 'vm:delete', 'backup:create'] as const satisfies readonly Capability[];
/** What its Editors put right. */
const mend = ['bastion:sync', 'mail:decide'] as const satisfies readonly Capability[];
/** What only the provider sees. */
const look = ['pool:read', 'drift:read', 'runbook:read'] as const satisfies readonly Capability[];

/**
 * What each role may do. An order costs money, so Viewers only look; only the operator's Admins decide on money (`order:decide`)
 * and start work on Proxmox again after a failure (`order:retry`); a resize changes the price, so it is theirs too (`vm:resize`); super-networks are the operator's business (`pool:read`).
 * A restore test takes room of the whole cluster and a runbook changes other tenants' machines, so both are the operator's.
 * A tenant's Admin gets nothing beyond its Editor: what an Admin does more in Grafana is not Vigie's.
 */
const table = {
  tenant: {
    Viewer: read,
    Editor: [...read, ...use],
    Admin: [...read, ...use],
  },
  operator: {
    Viewer: [...read, ...look],
    Editor: [...read, ...look, ...use, ...mend, 'restore-test:run'],
    Admin: [
      ...read, ...look, ...use, ...mend, 'restore-test:run', 'order:decide', 'order:retry', 'vm:resize', 'backup-policy:write', 'runbook:execute',
    ],
  },
} as const satisfies Record<'tenant' | 'operator', Record<GrafanaRole, readonly Capability[]>>;

/** The capabilities of a role in the operator's or in a tenant's organisation. */
export function capabilitiesOf(side: 'tenant' | 'operator', role: GrafanaRole): ReadonlySet<Capability> {
  return new Set<Capability>(table[side][role]);
}
