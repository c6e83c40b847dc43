import { z } from 'zod';
import { pageQuery } from './list.ts';
import { backupRunId, instant, restoreTestId, tenantId, vmRef } from './primitives.ts';
import { stepReason } from './step-reasons.ts';
import { verdict } from './verdict.ts';

/** Proxmox's id of a backup, e.g. `pbs:backup/vm/20000/2026-11-21T01:30:00Z`. */
export const backupVolume = z
  .string()
  .max(300)
  .regex(/^[A-Za-z][A-Za-z0-9_.-]*:[A-Za-z0-9/_.:+-]+$/, 'not the id of a backup')
  .meta({ id: 'BackupVolume' });

/**
 * A backup that is on the storage, as Proxmox lists it. `incomplete`: still being written, or broken off; it can't be restored.
 * `verification` is the backup server's check of its data, null when it was never made. `test` is the last restore test of it.
 */
export const restorePoint = z
  .object({
    volume: backupVolume,
    takenAt: instant,
    storage: z.string(),
    state: z.enum(['complete', 'incomplete']),
    sizeBytes: z.number().nullable(),
    verification: z.enum(['ok', 'failed']).nullable(),
    encrypted: z.boolean(),
    protected: z.boolean(),
    origin: z.enum(['schedule', 'manual', 'unknown']),
    test: z.object({ id: restoreTestId, verdict }).optional(),
  })
  .meta({ id: 'RestorePoint' });
export type RestorePoint = z.infer<typeof restorePoint>;

export const backupRunState = z.enum(['queued', 'running', 'done', 'failed']).meta({ id: 'BackupRunState' });
export type BackupRunState = z.infer<typeof backupRunState>;

/**
 * One backup that Vigie makes or made. `progress` is 0 to 1 while it is known. `consistent`: the file systems were frozen by the
 * agent, null when nobody can tell. `canary`: a canary was written before, so that a restore test can prove the data's age.
 */
export const backupRun = z
  .object({
    id: backupRunId,
    vm: vmRef,
    vmName: z.string(),
    vmid: z.int(),
    tenant: tenantId,
    origin: z.enum(['schedule', 'manual']),
    state: backupRunState,
    progress: z.number().min(0).max(1).nullable(),
    requestedBy: z.string(),
    createdAt: instant,
    startedAt: instant.optional(),
    endedAt: instant.optional(),
    volume: backupVolume.optional(),
    sizeBytes: z.number().optional(),
    consistent: z.boolean().nullable(),
    canary: z.boolean(),
    error: stepReason.extend({ technical: z.string().optional() }).optional(),
  })
  .meta({ id: 'BackupRun' });
export type BackupRun = z.infer<typeof backupRun>;

export const backupRunListQuery = pageQuery.extend({ vm: vmRef.optional(), tenant: tenantId.optional(), state: backupRunState.optional() });
