import { z } from 'zod';

/**
 * The phases of a restore test, in their order. Those up to `objectives` decide the verdict: after one failed, the others are skipped.
 * `cleanup` and `evidence` run in any case.
 */
export const restoreTestPhaseNames = [
  'select', //     the newest complete backup and its age
  'preflight', //  its configuration can be read, there is room, no foreign key, the lab has no uplink
  'reserve', //    a VMID of the lab
  'restore',
  'inspect', //    before the start: every card in the lab, nothing of the host passed through
  'start', //      running, and still running a moment later
  'agent', //      the guest agent answers
  'identity', //   it is this machine and no other
  'data', //       file systems and canary
  'service', //    the ports of the policy are served inside
  'objectives', // RTA against RTO, RPA against RPO
  'cleanup', //    nothing is left
  'evidence', //   signed
] as const;

export const restoreTestPhaseName = z.enum(restoreTestPhaseNames).meta({ id: 'RestoreTestPhaseName' });
export type RestoreTestPhaseName = z.infer<typeof restoreTestPhaseName>;

/** What a phase proves, one by one; each has an expected and a seen value in the evidence. */
export const restoreTestCheckNames = [
  'backup-complete', 'backup-age', 'backup-verified', 'backup-readable', 'lab-without-uplink', 'room-for-restore',
  'restored', 'cards-in-lab', 'no-start-at-boot', 'no-host-devices', 'runs', 'agent-answers', 'host-name', 'machine-id',
  'file-systems', 'canary', 'port', 'rto', 'rpo', 'no-leftovers',
] as const;
export const restoreTestCheckName = z.enum(restoreTestCheckNames).meta({ id: 'RestoreTestCheckName' });
export type RestoreTestCheckName = z.infer<typeof restoreTestCheckName>;
