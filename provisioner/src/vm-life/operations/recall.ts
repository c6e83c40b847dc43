import { clearDeletion } from '../../store/vm-deletions.ts';
import { noteOperationFacts } from '../../store/vm-operation-progress.ts';
import { ensureMarks } from '../mark.ts';
import type { Operation, OperationWork } from '../ports.ts';
import { ensureStarted } from '../power.ts';

/** Takes a deletion back: the machine is as it was before. One that then does not start is not deleted all the same. */
export const recall: Operation = {
  steps: [
    {
      name: 'remember',
      async run({ vm, operation, parts }) {
        if (vm.retired_from) await noteOperationFacts(parts.db, operation.id, vm.retired_from);
      },
    },
    {
      name: 'unmark',
      run: ({ pve, vm, operation }) => ensureMarks(pve, vm, { onboot: operation.facts.onboot ?? true, protection: false, tag: false }),
    },
    { name: 'keep', run: keep },
    {
      name: 'start',
      async run(work) {
        if (work.operation.facts.running === true) await ensureStarted(work);
      },
    },
  ],
};

/** The day of its end is forgotten with the deletion, and told with it: afterwards nobody knows what no longer holds. */
function keep({ vm, parts }: OperationWork): Promise<void> {
  return parts.db.transaction(async (tx) => {
    await clearDeletion(tx, vm.id);
    if (vm.destroy_at) await parts.notices(tx).recalled(vm, vm.destroy_at);
  });
}
