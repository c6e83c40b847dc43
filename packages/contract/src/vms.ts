import { z } from 'zod';
import { pageQuery } from './list.ts';
import { instant, orderId, tenantId, vmRef } from './primitives.ts';

export const vmState = z.enum(['running', 'stopped', 'paused', 'unknown', 'deploying', 'pending-delete']).meta({ id: 'VmState' });
export type VmState = z.infer<typeof vmState>;

/** A virtual machine. `stateSeenAt` is when Proxmox last told its state; memory and disk are in GiB. `node` is null until it is placed. */
export const vm = z
  .object({
    id: vmRef,
    tenant: tenantId,
    cluster: z.string(),
    node: z.string().nullable(),
    vmid: z.int(),
    name: z.string(),
    state: vmState,
    stateSeenAt: instant.optional(),
    addresses: z.array(z.string()),
    cores: z.int(),
    memoryGiB: z.int(),
    diskGiB: z.int(),
    orderId,
    createdAt: instant,
  })
  .meta({ id: 'Vm' });
export type Vm = z.infer<typeof vm>;

export const vmListQuery = pageQuery.extend({ state: vmState.optional(), tenant: tenantId.optional() });
