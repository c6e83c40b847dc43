import { markMachineGone } from '../../store/vm-deletions.ts';
import { machineOrProvenAbsent } from '../absence.ts';
import { ensureMarks } from '../mark.ts';
import type { Operation, OrderUndo } from '../ports.ts';

/**
 * The second half of a deletion: everything that the order made is taken back, in the way in which an order is cancelled. Nothing of it is
 * begun when the VMID is somebody else's by now. The machine's backups stay, which is why its VMID is never given again.
 */
export const destroy = ({ steps, undoStep }: OrderUndo): Operation => ({
  steps: [
    {
      name: 'unprotect',
      async run({ pve, vm }) {
        // One that is gone already leaves the rest to be taken back.
        if (await machineOrProvenAbsent(pve, vm)) await ensureMarks(pve, vm, { protection: false });
      },
    },
    ...steps.map((step) => ({
      name: `undo/${step}`,
      async run({ vm }: { vm: { order_id: string } }) {
        await undoStep(vm.order_id, step);
      },
    })),
  ],
  finish: (tx, { vm }) => markMachineGone(tx, vm.order_id),
  tell: (notices, vm) => notices.destroyed(vm),
});
