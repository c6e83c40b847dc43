import { because, type StepReason } from '@vigie/contract/step-reasons';
import { patience } from './patience.ts';
import type { StepContext } from './ports.ts';
import { agentAddresses } from './pve/agent.ts';
import { orderVm } from './pve/vm.ts';
import { nothingToUndo, type Step } from './step.ts';

/** One that runs for longer was not started just now: when its agent came up is not known. */
const justStartedMs = 10_000;

// Undo relies on nothing: this step only looks.
// A machine that never answers stays for the operator to look at.
export const confirmAgent: Step = {
  name: 'confirm-agent',
  async run(context) {
    const { pve, store, order, cluster, settings, boots } = context;
    const kind = `${cluster.name}/${order.spec.template}`;
    const before = await runsForMs(context);
    const began = performance.now();
    const runsFor = () => before + performance.now() - began;
    const waiting = patience(settings.agentTimeoutSeconds, () => context.isCancelled());
    let seen: string[] | null = null;
    for (;;) {
      const [expected] = (await store.vmOf(order)).addresses;
      if (runsFor() >= boots.notBefore(kind)) {
        seen = (await agentAddresses(pve, (await orderVm(context)).path)) ?? seen;
        if (expected !== undefined && seen?.includes(expected)) {
          if (before < justStartedMs) boots.learn(kind, runsFor());
          return 'done';
        }
      }
      await waiting.pause(tooLate(settings.agentTimeoutSeconds, expected, seen));
    }
  },
  undo: nothingToUndo,
};

async function runsForMs(context: StepContext): Promise<number> {
  const { path } = await orderVm(context);
  const { uptime = 0 } = await context.pve.call<{ uptime?: number }>('GET', '/nodes/{node}/qemu/{vmid}/status/current', path);
  return uptime * 1000;
}

function tooLate(seconds: number, expected: string | undefined, seen: string[] | null): StepReason {
  if (seen === null) return because('agent-silent', { seconds });
  const wanted = { seconds, expected: expected ?? '' };
  return seen.length === 0 ? because('agent-without-address', wanted) : because('agent-other-address', { ...wanted, seen: seen.join(', ') });
}
