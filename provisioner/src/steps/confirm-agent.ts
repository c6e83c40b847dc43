import { setTimeout as sleep } from 'node:timers/promises';
import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from './failure.ts';
import { agentAddresses } from './pve/agent.ts';
import { orderVm } from './pve/vm.ts';
import { nothingToUndo, type Step } from './step.ts';

/** First looks come quickly, because the wait is part of the delivery time that the tenant sees. */
const pollMs = { first: 500, longest: 5_000 };

// Undo relies on nothing: this step only looks.
// A machine that never answers stays for the operator to look at.
export const confirmAgent: Step = {
  name: 'confirm-agent',
  async run(context) {
    const began = performance.now();
    const deadline = began + context.settings.agentTimeoutSeconds * 1000;
    let seen: string[] | null = null;
    for (;;) {
      seen = (await agentAddresses(context.pve, (await orderVm(context)).path)) ?? seen;
      const [expected] = (await context.store.vmOf(context.order)).addresses;
      if (expected !== undefined && seen?.includes(expected)) return 'done';
      if (await context.isCancelled()) throw new StepFailure(because('order-cancelled'));
      const wait = Math.min(pollMs.longest, Math.max(pollMs.first, (performance.now() - began) / 10));
      if (performance.now() + wait > deadline) throw tooLate(context.settings.agentTimeoutSeconds, expected, seen);
      await sleep(wait);
    }
  },
  undo: nothingToUndo,
};

function tooLate(seconds: number, expected: string | undefined, seen: string[] | null): StepFailure {
  if (seen === null) return new StepFailure(because('agent-silent', { seconds }));
  const wanted = { seconds, expected: expected ?? '' };
  return new StepFailure(
    seen.length === 0 ? because('agent-without-address', wanted) : because('agent-other-address', { ...wanted, seen: seen.join(', ') }),
  );
}
