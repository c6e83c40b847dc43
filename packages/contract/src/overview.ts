import { z } from 'zod';
import { instant, tenantId } from './primitives.ts';
import { readiness } from './readiness.ts';
import { vmState } from './vms.ts';

export const firingAlert = z
  .object({
    name: z.string(),
    severity: z.enum(['critical', 'warning']),
    summary: z.string(),
    tenant: tenantId.optional(),
    since: instant,
    runbookUrl: z.string().optional(),
  })
  .meta({ id: 'FiringAlert' });
export type FiringAlert = z.infer<typeof firingAlert>;

/**
 * Is anything wrong, and is anything waiting for me? Counts are those that the caller may see. `clusters` and `readiness` are null for
 * tenants; `alerts` is null when no Alertmanager is configured, and `unreadable` when it does not answer.
 */
export const overview = z
  .object({
    waiting: z.object({ ordersToApprove: z.int(), networksToChoose: z.int(), failedOrders: z.int(), runbookSteps: z.int() }),
    vms: z.record(vmState, z.int()),
    clusters: z
      .array(
        z.object({
          name: z.string(),
          reachable: z.boolean(),
          quorate: z.boolean().nullable(),
          nodes: z.array(z.object({ name: z.string(), online: z.boolean() })),
        }),
      )
      .nullable(),
    alerts: z
      .union([
        z.literal('unreadable'),
        z.object({ critical: z.int(), warning: z.int(), worst: z.array(firingAlert).max(3) }),
      ])
      .nullable(),
    proof: z.object({
      vms: z.int(),
      withinRpo: z.int(),
      proven: z.int(),
      failedTests: z.int(),
      /** The oldest of the machines' last passed tests, null while a machine has none or there is no machine. */
      oldestProofAt: instant.nullable(),
    }),
    readiness: readiness.nullable(),
  })
  .meta({ id: 'Overview' });
export type Overview = z.infer<typeof overview>;
