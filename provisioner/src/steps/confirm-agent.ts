import { setTimeout as sleep } from 'node:timers/promises';
import { ProxmoxError } from '@vigie/proxmox/errors';
import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from './failure.ts';
import type { StepContext } from './ports.ts';
import { orderVm } from './pve/vm.ts';
import type { Step } from './step.ts';

interface Interfaces {
  result: { name: string; 'hardware-address'?: string; 'ip-addresses'?: { 'ip-address': string }[] }[];
}

/** First looks come quickly, because the wait is part of the delivery time that the tenant sees. */
const pollMs = { first: 500, longest: 5_000 };

// Undo relies on nothing: this step only looks.
// A machine that never answers stays for the operator to look at.
export const confirmAgent: Step = {
  name: 'confirm-agent',
  async run(context) {
    const deadline = performance.now() + context.settings.agentTimeoutSeconds * 1000;
    let seen: string[] | null = null;
    for (let wait = pollMs.first; ; wait = Math.min(pollMs.longest, wait * 1.3)) {
      seen = (await addresses(context)) ?? seen;
      const [expected] = (await context.store.vmOf(context.order)).addresses;
      if (expected !== undefined && seen?.includes(expected)) return 'done';
      if (performance.now() + wait > deadline) throw tooLate(context.settings.agentTimeoutSeconds, expected, seen);
      await sleep(wait);
    }
  },
  async undo() {},
};

/** The IPv4 addresses that the guest's agent tells, null while it does not answer. */
async function addresses({ pve, ...context }: StepContext): Promise<string[] | null> {
  const { path } = await orderVm({ pve, ...context });
  try {
    const { result } = await pve.call<Interfaces>('GET', '/nodes/{node}/qemu/{vmid}/agent/network-get-interfaces', path);
    return result.flatMap((card) => card['ip-addresses'] ?? []).map((entry) => entry['ip-address']);
  } catch (error) {
    // An agent that is not up yet is a 500 of its own; what waiting cannot mend is not waited for.
    if (error instanceof ProxmoxError && (error.kind === 'other' || error.kind === 'timeout')) return null;
    throw error;
  }
}

function tooLate(seconds: number, expected: string | undefined, seen: string[] | null): StepFailure {
  if (seen === null) return new StepFailure(because('agent-silent', { seconds }));
  const wanted = { seconds, expected: expected ?? '' };
  return new StepFailure(
    seen.length === 0 ? because('agent-without-address', wanted) : because('agent-other-address', { ...wanted, seen: seen.join(', ') }),
  );
}
