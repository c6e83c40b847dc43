import { because } from '@vigie/contract/step-reasons';
import { ProxmoxError } from '@vigie/proxmox/errors';
import { stopped } from '../guest/ask.ts';
import { labVm } from '../facts.ts';
import type { TestContext } from '../ports.ts';
import { StepFailure } from '../../steps/failure.ts';
import { fails, holds, TestCancelled, type Proof } from '../proof.ts';
import type { Phase } from './phase.ts';

/** First looks come quickly, because the wait is part of the recovery time. */
const poll = { firstMs: 500, longestMs: 5_000 };

/** The guest agent answers: the machine has come up, not only its power. */
export const agent: Phase = {
  name: 'agent',
  async run(context) {
    const { clock, settings } = context;
    const seconds = settings.agentTimeoutSeconds;
    const began = clock.now().getTime();
    for (let wait = poll.firstMs; ; wait = Math.min(poll.longestMs, wait * 1.3)) {
      const answers = await ping(context);
      const elapsed = clock.now().getTime() - began;
      const compared = { name: 'agent-answers', expected: `within ${seconds} s`, seen: answers ? `after ${Math.round(elapsed / 1000)} s` : 'no answer' } as const;
      if (answers) return [holds(compared)];
      if (elapsed + wait > seconds * 1000) return silent(context, fails(compared, because('restored-agent-silent', { seconds })));
      if (await context.cancelled()) throw new TestCancelled();
      await clock.sleep(wait);
    }
  },
};

/** A copy is no worse than its machine: where no agent ever answered before a backup, such as before its tenant has installed it, nothing is disproved. */
async function silent({ inventory }: TestContext, proof: Proof): Promise<Proof[]> {
  if ((await inventory.last()) === null) throw new StepFailure(because('agent-never-seen'));
  return [proof];
}

async function ping(context: TestContext): Promise<boolean> {
  try {
    await context.pve.call('POST', '/nodes/{node}/qemu/{vmid}/agent/ping', labVm(context));
    return true;
  } catch (error) {
    if (!(error instanceof ProxmoxError)) throw error;
    if (/^VM \d+ is not running/.test(error.reason)) throw stopped();
    // An agent that is not up yet, or not configured, is a 500 of its own; what waiting cannot mend is not waited for.
    if (error.kind === 'other' || error.kind === 'timeout') return false;
    throw error;
  }
}
