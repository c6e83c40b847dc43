import type { RestoreTestPhaseName } from '@vigie/contract/restore-test-phases';
import type { TestContext } from '../ports.ts';
import type { Proof } from '../proof.ts';

/**
 * One phase of a restore test. `run` may be called any number of times: after a crash, after a lost answer, on a retry. The first proof
 * that does not hold fails the test with its reason. What could not be done is thrown: a StepRetry or an error of Proxmox that may pass
 * is tried again, a StepFailure or one that stays makes the test inconclusive.
 */
export interface Phase {
  readonly name: RestoreTestPhaseName;
  run(context: TestContext): Promise<Proof[]>;
}
