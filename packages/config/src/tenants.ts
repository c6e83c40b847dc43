import { z } from 'zod';
import { tenantKind } from './networks.ts';
import { secretRef } from './secret.ts';
import { tenantTax } from './tax.ts';

/** A Grafana organisation and the gateway key that its plugin route injects (see docs/decisions). */
const grafanaOrg = z.strictObject({ orgId: z.int().min(1), gatewayKey: secretRef });

const quota = z.strictObject({
  vms: z.int().min(0).optional(),
  cores: z.int().min(0).optional(),
  memoryGiB: z.int().min(0).optional(),
  diskGiB: z.int().min(0).optional(),
});

/** A customer: its id names the Proxmox pool, its kind decides from which super-networks it gets its /24s. */
export const tenantConfig = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, 'a tenant id is 2 to 31 small letters, digits or hyphens, with a letter first'),
  name: z.string().min(1).max(100),
  kind: tenantKind.default('standard'),
  language: z.enum(['en', 'fr']).default('en'),
  email: z.email(),
  grafana: grafanaOrg,
  metricsToken: secretRef.optional(),
  quota: quota.default({}),
  /** Its own rate instead of the catalogue's. */
  tax: tenantTax.optional(),
});
export type TenantConfig = z.infer<typeof tenantConfig>;

/** The provider itself: its Grafana organisation sees all tenants; failures are mailed to its address. */
export const operatorConfig = z.strictObject({
  name: z.string().min(1).default('Operator'),
  email: z.email(),
  language: z.enum(['en', 'fr']).default('en'),
  grafana: grafanaOrg,
});
export type OperatorConfig = z.infer<typeof operatorConfig>;
