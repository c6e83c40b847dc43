import type { RestoreTestCheckName } from '@vigie/contract/restore-test-phases';
import type { StepReason } from '@vigie/contract/step-reasons';

interface Compared {
  name: RestoreTestCheckName;
  /** Tells proofs of one name apart: the port, the mount point, the card. */
  subject?: string;
  expected: string;
  seen: string;
}

/** One thing that a phase looked at. What did not hold says why in words for people. */
export type Proof = (Compared & { passed: true }) | (Compared & { passed: false; reason: StepReason; technical?: string });

export const holds = (compared: Compared): Proof => ({ ...compared, passed: true });

export const fails = (compared: Compared, reason: StepReason, technical?: string): Proof => ({
  ...compared,
  passed: false,
  reason,
  ...(technical !== undefined && { technical }),
});

/** Holds when `passed`, else fails for the reason. */
export const judged = (passed: boolean, compared: Compared, reason: () => StepReason): Proof =>
  passed ? holds(compared) : fails(compared, reason());

/** Thrown where the proof of a phase cannot be had any more because something else broke, e.g. the machine stopped. */
export class Disproof extends Error {
  override readonly name = 'Disproof';
  readonly proof: Proof;

  constructor(proof: Proof) {
    super(proof.seen);
    this.proof = proof;
  }
}

/** Somebody stopped the test: the phase is left as it is, and what the test made is removed. */
export class TestCancelled extends Error {
  override readonly name = 'TestCancelled';
}
