import { because } from '@vigie/contract/step-reasons';
import { StepFailure, StepRetry } from '../steps/failure.ts';
import type { RecoveryVm, StepContext } from './ports.ts';

/** Proves by a restore test in the lab that the machine would come back: begins one, and is tried again until it has passed. */
export async function provedInLab(context: StepContext, vm: Pick<RecoveryVm, 'id' | 'name' | 'vmid'>): Promise<void> {
  const { restoreTests } = context.ports;
  const tests = context.recall('tests') ?? {};
  const known = tests[vm.id];
  const verdict = known === undefined ? null : (await restoreTests.state(known)).verdict;
  if (verdict === 'passed') {
    await context.say({
      en: `${vm.name} (${vm.vmid}): restore test ${String(known)} passed.`,
      fr: `${vm.name} (${vm.vmid}) : le test de restauration ${String(known)} a réussi.`,
    });
    return;
  }
  if (verdict !== null) {
    // A retry begins another test.
    const { [vm.id]: _ended, ...others } = tests;
    await context.remember('tests', others);
    throw new StepFailure(because('rehearsal-test-failed', { verdict }));
  }
  if (known === undefined) await context.remember('tests', { ...tests, [vm.id]: await restoreTests.start(vm.id) });
  throw new StepRetry(because('rehearsal-test-running'));
}
