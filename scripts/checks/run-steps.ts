import type { Step, Tally } from './step.ts';

/**
 * Runs all steps, one after the other, also when one fails: who mends a mistake wants to see the others too.
 * The last line is the tally `N passed, N failed`; the exit code is 1 when anything failed.
 */
export async function runSteps(steps: Step[]): Promise<void> {
  const total: Tally = { passed: 0, failed: 0 };
  const failed: string[] = [];
  for (const step of steps) {
    process.stderr.write(`\n== ${step.name}\n`);
    const started = Date.now();
    const tally = await step.run();
    total.passed += tally.passed;
    total.failed += tally.failed;
    if (tally.failed > 0) failed.push(step.name);
    process.stderr.write(`   ${tally.passed} passed, ${tally.failed} failed (${Math.round((Date.now() - started) / 1000)} s)\n`);
  }
  if (failed.length > 0) process.stderr.write(`\nFailed: ${failed.join('; ')}\n`);
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}
