import { z } from 'zod';
import { tenantId } from './primitives.ts';

/**
 * What a caller may do. The plugin shows by these, the provisioner decides by them.
 * Names are `<object>:<act>`.
 */
export const capability = z
  .enum([
    'catalogue:read', 'order:read', 'order:create', 'order:decide', 'order:retry', 'vm:read', 'vm:act', 'vm:delete', 'vm:resize',
    'network:read', 'pool:read', 'drift:read', 'bastion:sync', 'mail:decide',
    'backup:read', 'backup:create', 'backup-policy:write', 'restore-test:read', 'restore-test:run', 'runbook:read', 'runbook:execute',
  ])
  .meta({ id: 'Capability' });
export type Capability = z.infer<typeof capability>;

/** Role in the Grafana organisation, from the signed token. */
export const grafanaRole = z.enum(['Viewer', 'Editor', 'Admin']).meta({ id: 'GrafanaRole' });
export type GrafanaRole = z.infer<typeof grafanaRole>;

/** Who the caller is. `tenant` is null for the operator's organisation, which sees all tenants. */
export const me = z
  .object({
    login: z.string(),
    name: z.string(),
    email: z.string().optional(),
    role: grafanaRole,
    operator: z.boolean(),
    tenant: z.object({ id: tenantId, name: z.string() }).nullable(),
    capabilities: z.array(capability),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof me>;
