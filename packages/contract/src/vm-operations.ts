import { z } from 'zod';
import { pageQuery } from './list.ts';
import { sshPublicKey } from './orders.ts';
import { instant, tenantId, vmOperationId, vmRef } from './primitives.ts';
import { stepReason } from './step-reasons.ts';

/**
 * What can be done with a delivered machine. `retire` begins a deletion: the machine is stopped, backed up and kept for the days of grace;
 * `recall` takes that back; `destroy` ends it.
 */
export const vmOperationKind = z
  .enum([
    'start', 'shutdown', 'stop', 'reboot', 'reset', 'resize', 'create-snapshot', 'rollback-snapshot', 'delete-snapshot', 'rotate-key',
    'retire', 'recall', 'destroy',
  ])
  .meta({ id: 'VmOperationKind' });
export type VmOperationKind = z.infer<typeof vmOperationKind>;

/** `shutdown` and `reboot` ask the guest; `stop` and `reset` are pulling the plug. */
export const vmAction = vmOperationKind.extract(['start', 'shutdown', 'stop', 'reboot', 'reset']).meta({ id: 'VmAction' });
export type VmAction = z.infer<typeof vmAction>;

export const vmActionRequest = z.strictObject({ action: vmAction }).meta({ id: 'VmActionRequest' });

/** Values of the offer's options by option; one that is left out stays. A disk only grows. */
export const vmResizeRequest = z
  .strictObject({ options: z.strictObject({ cores: z.string().max(64), memory: z.string().max(64), disk: z.string().max(64) }).partial() })
  .meta({ id: 'VmResizeRequest' });
export type VmResizeRequest = z.infer<typeof vmResizeRequest>;

/** The key that takes the place of the machine's. Without one a pair is made, and its private half goes to the tenant by mail, once. */
export const rotateKeyRequest = z.strictObject({ sshPublicKey: sshPublicKey.optional() }).meta({ id: 'RotateKeyRequest' });
export type RotateKeyRequest = z.infer<typeof rotateKeyRequest>;

export const vmOperationState = z.enum(['queued', 'running', 'done', 'failed']).meta({ id: 'VmOperationState' });
export type VmOperationState = z.infer<typeof vmOperationState>;

/**
 * One operation on a machine; a machine has one at a time. `detail`: `snapshot` for those of snapshots, `cores`, `memoryGiB` and `diskGiB`
 * for a resize, `keyFingerprint` of the new key for a rotation. `needsRestart`: it is done, and what it changed holds from the machine's next start on.
 * `consequence`: how it left the machine when it failed, and what to do about that.
 */
export const vmOperation = z
  .object({
    id: vmOperationId,
    vm: vmRef,
    vmName: z.string(),
    vmid: z.int(),
    tenant: tenantId,
    kind: vmOperationKind,
    detail: z.object({ snapshot: z.string(), cores: z.int(), memoryGiB: z.int(), diskGiB: z.int(), keyFingerprint: z.string() }).partial(),
    state: vmOperationState,
    needsRestart: z.boolean(),
    requestedBy: z.string(),
    createdAt: instant,
    startedAt: instant.optional(),
    endedAt: instant.optional(),
    error: stepReason.extend({ consequence: stepReason.optional(), technical: z.string().optional() }).optional(),
  })
  .meta({ id: 'VmOperation' });
export type VmOperation = z.infer<typeof vmOperation>;

export const vmOperationListQuery = pageQuery.extend({ vm: vmRef.optional(), tenant: tenantId.optional(), state: vmOperationState.optional() });
