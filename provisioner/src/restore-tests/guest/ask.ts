import { because } from '@vigie/contract/step-reasons';
import { ProxmoxError } from '@vigie/proxmox/errors';
import { StepRetry } from '../../steps/failure.ts';
import { labVm } from '../facts.ts';
import type { TestContext } from '../ports.ts';
import { Disproof, fails } from '../proof.ts';

/**
 * Asks the guest agent of the restored machine. An agent that answers sometimes is asked again; a machine that does not run any more is
 * a Disproof. What the agent itself refuses (`Agent error: ...`) is thrown as it is.
 */
export async function askAgent<T>(context: TestContext, method: 'GET' | 'POST', what: string, params: Record<string, unknown> = {}): Promise<T> {
  try {
    return await context.pve.call<T>(method, `/nodes/{node}/qemu/{vmid}/agent/${what}`, labVm(context), params);
  } catch (error) {
    if (!(error instanceof ProxmoxError)) throw error;
    if (/^VM \d+ is not running/.test(error.reason)) throw stopped();
    if (/QEMU guest agent is not running|got timeout/.test(error.reason)) throw new StepRetry(because('proxmox-timeout'), { cause: error });
    throw error;
  }
}

/** The machine stopped after it had started. */
export const stopped = (): Disproof =>
  new Disproof(fails({ name: 'runs', expected: 'running', seen: 'stopped' }, because('not-running-any-more', { status: 'stopped' })));
