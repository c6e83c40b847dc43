import { because } from '@vigie/contract/step-reasons';
import { putAddressesBack } from '../lab/addresses.ts';
import { clearLabVm } from '../lab/destroy.ts';
import { leftoversOf } from '../lab/leftovers.ts';
import { judged } from '../proof.ts';
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
      return [judged(true, compared, () => because('leftovers', { what: '' }))];
    }
    await clearLabVm(context);
    await putAddressesBack(context);
    const leftovers = await leftoversOf(context, own.vmid);
    await context.record({ leftovers });
    if (leftovers.length === 0) await reservations.free();
    const seen = leftovers.join(', ') || compared.seen;
    return [judged(leftovers.length === 0, { ...compared, seen }, () => because('leftovers', { what: seen }))];
  },
};
