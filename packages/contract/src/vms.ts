import { z } from 'zod';
import { pageQuery } from './list.ts';
import { instant, orderId, tenantId, vmRef } from './primitives.ts';
import { vmOperation } from './vm-operations.ts';

export const vmState = z.enum(['running', 'stopped', 'paused', 'unknown', 'deploying', 'pending-delete']).meta({ id: 'VmState' });
export type VmState = z.infer<typeof vmState>;

/** A machine that is being deleted: it is kept, stopped, until `destroyAt`. `finalBackup` is null where none was asked for. */
export const vmDeletion = z
  .object({ requestedAt: instant, requestedBy: z.string(), destroyAt: instant, finalBackup: z.enum(['pending', 'done', 'failed']).nullable() })
  .meta({ id: 'VmDeletion' });

/** A virtual machine. `operation` is what is being done with it now. `stateSeenAt` is when Proxmox last told its state; memory and disk are in GiB. `node` is null until it is placed. */
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
    offer: z.string(),
    operation: vmOperation.optional(),
    deletion: vmDeletion.optional(),
    createdAt: instant,
  })
  .meta({ id: 'Vm' });
export type Vm = z.infer<typeof vm>;

/** Proxmox's own page of the machine's console; who opens it signs in there with the tenant's Proxmox account. */
export const vmConsole = z.object({ url: z.url(), account: z.string() }).meta({ id: 'VmConsole' });
export type VmConsole = z.infer<typeof vmConsole>;

export const vmListQuery = pageQuery.extend({ state: vmState.optional(), tenant: tenantId.optional() });
