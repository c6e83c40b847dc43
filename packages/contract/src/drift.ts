import { z } from 'zod';
import { driftValue } from './drift-values.ts';
import { instant, tenantId, vmRef } from './primitives.ts';

/**
 * How Proxmox and Vigie can differ. `*-unknown`: Proxmox has it in a place that is Vigie's (its VMIDs, its zone, a tenant's pool) and
 * Vigie does not know it; `*-missing`: the other way round; the rest are objects of both that are not alike.
 */
export const driftKind = z
  .enum([
    'vm-unknown', 'vm-missing', 'vm-foreign', 'vm-moved', 'vm-renamed', 'vm-resized', 'vm-out-of-pool', 'vm-unprotected',
    'network-unknown', 'network-missing', 'pool-missing',
  ])
  .meta({ id: 'DriftKind' });
export type DriftKind = z.infer<typeof driftKind>;

/** One difference. `expected` is what Vigie has, `seen` what Proxmox has; each empty where it has nothing. `object` is what people call it. */
export const driftItem = z
  .object({
    kind: driftKind,
    cluster: z.string(),
    tenant: tenantId.nullable(),
    object: z.string(),
    vm: vmRef.optional(),
    vmid: z.int().optional(),
    expected: z.array(driftValue),
    seen: z.array(driftValue),
    firstSeenAt: instant,
  })
  .meta({ id: 'DriftItem' });
export type DriftItem = z.infer<typeof driftItem>;

/** The report of the last look. A cluster that could not be read has `checkedAt` of its last success and keeps the items of then. */
export const driftReport = z
  .object({
    clusters: z.array(z.object({ cluster: z.string(), checkedAt: instant.nullable(), readable: z.boolean() })),
    items: z.array(driftItem),
  })
  .meta({ id: 'DriftReport' });
export type DriftReport = z.infer<typeof driftReport>;

/** What a reading of all machines on demand found. `seenAt` is null for a cluster that cannot be read: its machines are `unknown`. */
export const syncResult = z
  .object({
    clusters: z.array(z.object({ cluster: z.string(), seenAt: instant.nullable(), vms: z.int(), unknown: z.int() })),
  })
  .meta({ id: 'SyncResult' });
export type SyncResult = z.infer<typeof syncResult>;
