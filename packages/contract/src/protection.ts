import { z } from 'zod';
import { pageQuery } from './list.ts';
import { instant, restoreTestId, tenantId, vmRef } from './primitives.ts';
import { restorePoint } from './backups.ts';
import { verdict } from './verdict.ts';

/**
 * Could this machine be restored right now, and who proves it? `points` are its backups of the last 14 days, newest first, null when the
 * storage could not be read. `withinRpo`: the newest complete one is young enough; `proven`: a test passed inside the policy's window.
 */
export const vmProtection = z
  .object({
    vm: vmRef,
    vmName: z.string(),
    vmid: z.int(),
    tenant: tenantId,
    cluster: z.string(),
    points: z.array(restorePoint).nullable(),
    lastBackupAt: instant.nullable(),
    rpoSeconds: z.int(),
    withinRpo: z.boolean().nullable(),
    lastTest: z.object({ id: restoreTestId, verdict, endedAt: instant }).nullable(),
    lastPassedAt: instant.nullable(),
    /** Until when the next proof is due. */
    proofDueAt: instant,
    proven: z.boolean(),
  })
  .meta({ id: 'VmProtection' });
export type VmProtection = z.infer<typeof vmProtection>;

export const protectionListQuery = pageQuery.extend({ tenant: tenantId.optional(), vm: vmRef.optional() });
