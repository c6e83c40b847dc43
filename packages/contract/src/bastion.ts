import { z } from 'zod';
import { instant, tenantId } from './primitives.ts';

/**
 * What bringing the bastion in line found. `changed`: it is in line now, after so many lines were added and removed. `foreign`: a file that
 * is not proven Vigie's, left as it is. `failed`: see `problem`.
 */
export const bastionTenant = z
  .object({
    tenant: tenantId,
    state: z.enum(['in-line', 'changed', 'foreign', 'failed']),
    added: z.int(),
    removed: z.int(),
    problem: z.string().optional(),
  })
  .meta({ id: 'BastionTenant' });
export type BastionTenant = z.infer<typeof bastionTenant>;

export const bastionSync = z.object({ at: instant, tenants: z.array(bastionTenant) }).meta({ id: 'BastionSync' });
export type BastionSync = z.infer<typeof bastionSync>;
