import { because } from '@vigie/contract/step-reasons';
import { TaskFailedError } from '@vigie/proxmox/errors';
import { putAddressesBack } from '../lab/addresses.ts';
import { clearLabVm } from '../lab/destroy.ts';
import { leftoversOf } from '../lab/leftovers.ts';
import { fails, holds } from '../proof.ts';
import type { Phase } from './phase.ts';

/** Removes what the test made, and only that, then looks whether anything is left. The VMID is free again only when nothing is. */
export const cleanup: Phase = {
  name: 'cleanup',
  async run(context) {
    const { reservations } = context;
    const own = await reservations.own();
    const compared = { name: 'no-leftovers', expected: 'nothing left', seen: 'nothing left' } as const;
    if (!own) {
      await context.record({ leftovers: [] });
      return [holds(compared)];
    }
    const trouble = await troubleOf(async () => {
      await clearLabVm(context);
      await putAddressesBack(context);
    });
    const leftovers = await leftoversOf(context, own.vmid);
    await context.record({ leftovers });
    if (leftovers.length === 0) {
      await reservations.free();
      return [holds(compared)];
    }
    // A task that failed for good is told; anything else may pass and is tried again.
    if (trouble !== null && !(trouble instanceof TaskFailedError && !/lock/.test(trouble.exitStatus))) throw trouble;
    const what = leftovers.join(', ');
    const technical = trouble ? [trouble.exitStatus, ...trouble.logTail].join('\n') : undefined;
    return [fails({ ...compared, seen: what }, because('leftovers', { what }), technical)];
  },
};

async function troubleOf(act: () => Promise<void>): Promise<unknown> {
  try {
    await act();
    return null;
  } catch (error) {
    return error;
  }
}
