import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../steps/failure.ts';
import type { BastionPort, ReachableVm } from '../steps/ports.ts';
import { bastionLines } from './lines.ts';

/** Others may tell the bastion of the same tenant meanwhile, each what the store said a moment before. */
const maxRounds = 4;

/**
 * Makes the bastion lead to all of a tenant's machines and to nothing else; answers how many lines that changed. The store is read again
 * after each write: whoever writes last sees what it says then. Throws when something else keeps changing the lines.
 */
export async function bringInLine(
  bastion: BastionPort,
  tenant: string,
  reachableVms: (tenant: string) => Promise<ReachableVm[]>,
): Promise<{ added: number; removed: number }> {
  let first: string[] | null = null;
  for (let round = 0; round < maxRounds; round++) {
    const there = await bastion.linesOf(tenant);
    const wanted = bastionLines(await reachableVms(tenant));
    first ??= there;
    if (there.join('\n') === wanted.join('\n')) return { added: missing(wanted, first), removed: missing(first, wanted) };
    await bastion.replaceLines(tenant, wanted);
  }
  throw new StepFailure(because('bastion-not-kept', { host: bastion.jump.host }));
}

const missing = (lines: readonly string[], from: readonly string[]): number => lines.filter((line) => !from.includes(line)).length;
