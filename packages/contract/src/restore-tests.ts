import { z } from 'zod';
import { backupVolume } from './backups.ts';
import { pageQuery } from './list.ts';
import { instant, restoreTestId, tenantId, vmRef } from './primitives.ts';
import { restoreTestCheckName, restoreTestPhaseName } from './restore-test-phases.ts';
import { stepReason } from './step-reasons.ts';
import { verdict } from './verdict.ts';

/** Tests the newest complete backup of a machine, or the one named. */
export const restoreTestRequest = z.strictObject({ vm: vmRef, volume: backupVolume.optional() }).meta({ id: 'RestoreTestRequest' });
export type RestoreTestRequest = z.infer<typeof restoreTestRequest>;

export const restoreTestState = z.enum(['queued', 'running', 'done', 'cancelled']).meta({ id: 'RestoreTestState' });
export type RestoreTestState = z.infer<typeof restoreTestState>;

const technicalReason = stepReason.extend({ technical: z.string().optional() });

/**
 * A restore test in a list. RTA: from the begin of the restore until the services answered; RPA: age of the backup when the test began.
 * `reason` is what failed. `rehearsal`: it was part of a runbook's rehearsal.
 */
export const restoreTestSummary = z
  .object({
    id: restoreTestId,
    vm: vmRef,
    vmName: z.string(),
    vmid: z.int(),
    tenant: tenantId,
    cluster: z.string(),
    origin: z.enum(['schedule', 'manual', 'rehearsal']),
    state: restoreTestState,
    verdict: verdict.nullable(),
    reason: technicalReason.optional(),
    backup: z.object({ volume: backupVolume, takenAt: instant }).nullable(),
    rtaSeconds: z.int().nullable(),
    rpaSeconds: z.int().nullable(),
    rtoSeconds: z.int(),
    rpoSeconds: z.int(),
    requestedBy: z.string(),
    createdAt: instant,
    startedAt: instant.optional(),
    endedAt: instant.optional(),
  })
  .meta({ id: 'RestoreTestSummary' });
export type RestoreTestSummary = z.infer<typeof restoreTestSummary>;

export const restoreTestPhaseState = z
  .enum(['pending', 'running', 'passed', 'failed', 'inconclusive', 'skipped'])
  .meta({ id: 'RestoreTestPhaseState' });
export type RestoreTestPhaseState = z.infer<typeof restoreTestPhaseState>;

/** `reason`: why it failed, or of a running phase why its last attempt did not succeed. */
export const restoreTestPhase = z
  .object({
    name: restoreTestPhaseName,
    state: restoreTestPhaseState,
    startedAt: instant.optional(),
    endedAt: instant.optional(),
    reason: technicalReason.optional(),
  })
  .meta({ id: 'RestoreTestPhase' });
export type RestoreTestPhase = z.infer<typeof restoreTestPhase>;

/** One proof: what was expected and what was seen, in words of the machine (sizes, times, names), the same in every language. */
export const restoreTestCheck = z
  .object({
    name: restoreTestCheckName,
    phase: restoreTestPhaseName,
    /** Tells checks of one name apart: the port, the mount point, the card. */
    subject: z.string().optional(),
    passed: z.boolean(),
    expected: z.string(),
    seen: z.string(),
  })
  .meta({ id: 'RestoreTestCheck' });
export type RestoreTestCheck = z.infer<typeof restoreTestCheck>;

/** A restore test with its phases. `leftovers`: objects of the test that are still in Proxmox, null until it was looked. */
export const restoreTest = restoreTestSummary
  .extend({
    phases: z.array(restoreTestPhase),
    checks: z.array(restoreTestCheck),
    leftovers: z.array(z.string()).nullable(),
    evidence: z.object({ sha256: z.string(), signedAt: instant }).optional(),
  })
  .meta({ id: 'RestoreTest' });
export type RestoreTest = z.infer<typeof restoreTest>;

export const restoreTestListQuery = pageQuery.extend({
  vm: vmRef.optional(),
  tenant: tenantId.optional(),
  verdict: verdict.optional(),
  state: restoreTestState.optional(),
});
