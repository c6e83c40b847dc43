import { setTimeout as sleep } from 'node:timers/promises';
import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from './failure.ts';
import type { StepContext } from './ports.ts';
import { agentAddresses } from './pve/agent.ts';
import { orderVm } from './pve/vm.ts';
import { nothingToUndo, type Step } from './step.ts';

/** First looks come quickly, because the wait is part of the delivery time that the tenant sees. */
const pollMs = { first: 500, longest: 5_000 };
/** One that runs for longer was not started just now: when its agent came up is not known. */
const justStartedMs = 10_000;

// Undo relies on nothing: this step only looks.
// A machine that never answers stays for the operator to look at.
export const confirmAgent: Step = {
  name: 'confirm-agent',
  async run(context) {
    const { pve, store, order, cluster, settings, boots } = context;
    const began = performance.now();
    const deadline = began + settings.agentTimeoutSeconds * 1000;
    const kind = `${cluster.name}/${order.spec.template}`;
    const before = await runsForMs(context);
    const runsFor = () => before + performance.now() - began;
    let seen: string[] | null = null;
    for (;;) {
      const early = boots.notBefore(kind) - runsFor();
      if (early <= 0) {
        seen = (await agentAddresses(pve, (await orderVm(context)).path)) ?? seen;
        const [expected] = (await store.vmOf(order)).addresses;
        if (expected !== undefined && seen?.includes(expected)) {
          if (before < justStartedMs) boots.learn(kind, runsFor());
          return 'done';
        }
        if (performance.now() + pause(began) > deadline) throw tooLate(settings.agentTimeoutSeconds, expected, seen);
      }
      if (await context.isCancelled()) throw new StepFailure(because('order-cancelled'));
      await sleep(early > 0 ? Math.min(early, pollMs.longest) : pause(began));
    }
  },
  undo: nothingToUndo,
};

const pause = (began: number): number => Math.min(pollMs.longest, Math.max(pollMs.first, (performance.now() - began) / 10));

async function runsForMs(context: StepContext): Promise<number> {
  const { path } = await orderVm(context);
  const { uptime = 0 } = await context.pve.call<{ uptime?: number }>('GET', '/nodes/{node}/qemu/{vmid}/status/current', path);
  return uptime * 1000;
}

function tooLate(seconds: number, expected: string | undefined, seen: string[] | null): StepFailure {
  if (seen === null) return new StepFailure(because('agent-silent', { seconds }));
  const wanted = { seconds, expected: expected ?? '' };
  return new StepFailure(
    seen.length === 0 ? because('agent-without-address', wanted) : because('agent-other-address', { ...wanted, seen: seen.join(', ') }),
  );
}
