import { z } from 'zod';

/**
 * What is missing for a recovery, by stable code, with the English sentence and what would mend it. `{{name}}` is a parameter.
 * Interfaces translate by the code; a code is never renamed or reused.
 */
export const readinessReasons = {
  'vms-without-backup': '{{count}} of {{total}} machines have no backup inside their RPO. Look at their last backup runs.',
  'vms-unproven': '{{count}} of {{total}} machines were not proven by a restore test inside their window. Run their tests.',
  'tests-failed': 'The last restore test of {{count}} machines failed: they would not come back. Read what failed.',
  'backups-unreadable': 'The backups of cluster {{cluster}} cannot be read, so nobody knows whether a recovery would work.',
  'cluster-unreachable': 'Cluster {{cluster}} cannot be reached.',
  'node-offline': 'Node {{node}} of cluster {{cluster}} is offline: there is less room to recover.',
  'no-room-for-node': 'If node {{node}} of cluster {{cluster}} is lost, the others have no memory for its machines ({{missing}} GiB are missing).',
  'never-rehearsed': 'The runbook "{{runbook}}" was never rehearsed.',
  'rehearsal-old': 'The last rehearsal of the runbook "{{runbook}}" is {{days}} days old. Rehearse it again.',
  'rehearsal-failed': 'The last rehearsal of the runbook "{{runbook}}" did not reach its end.',
  'no-second-person': 'Nobody but you can confirm: a second admin of the operator is needed for steps that destroy.',
} as const;
export type ReadinessReasonCode = keyof typeof readinessReasons;

const codes = Object.keys(readinessReasons) as [ReadinessReasonCode, ...ReadinessReasonCode[]];

/** `points`: how much the score rises when it is mended. `message` is the English sentence with its parameters. */
export const readinessReason = z
  .object({
    code: z.enum(codes),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    message: z.string(),
    points: z.int(),
  })
  .meta({ id: 'ReadinessReason' });
export type ReadinessReason = z.infer<typeof readinessReason>;

/** Readiness for a recovery: 0 to 100 points, and what is missing for 100, the weightiest first. */
export const readiness = z.object({ score: z.int().min(0).max(100), reasons: z.array(readinessReason) }).meta({ id: 'Readiness' });
export type Readiness = z.infer<typeof readiness>;
