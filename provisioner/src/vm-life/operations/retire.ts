import { StepFailure } from '../../steps/failure.ts';
import { clearDeletion, markRetired } from '../../store/vm-deletions.ts';
import { noteOperationFacts } from '../../store/vm-operation-progress.ts';
import { finalBackup } from '../final-backup.ts';
import { ensureMarks, isOn } from '../mark.ts';
import { ownMachine } from '../own-machine.ts';
import type { Operation, OperationWork } from '../ports.ts';
import { ensureShutDown, ensureStopped } from '../power.ts';

/**
 * The first half of a deletion: the machine is stopped, backed up, and marked. The marks come last, so that its last backup is one of a
 * machine that can be restored as it was, and a backup that fails leaves nothing to take back.
 */
export const retire: Operation = {
  steps: [
    {
      name: 'remember',
      async run({ pve, vm, operation, parts }) {
        const { running, config } = await ownMachine(pve, vm);
        await noteOperationFacts(parts.db, operation.id, { running, onboot: isOn(config.onboot) });
      },
    },
    { name: 'shutdown', run: askFirst },
    { name: 'stop', run: ensureStopped },
    {
      name: 'final-backup',
      async run(work) {
        if (work.vm.final_backup !== null) await finalBackup(work);
      },
    },
    { name: 'mark', run: ({ pve, vm }) => ensureMarks(pve, vm, { onboot: false, protection: true, tag: true }) },
    // Somebody may have started it while it was backed up.
    { name: 'stop-again', run: ensureStopped },
  ],
  finish: (tx, { vm, operation, parts }) =>
    markRetired(tx, vm.id, parts.config.provisioner.deletion.graceDays, {
      running: operation.facts.running ?? false, onboot: operation.facts.onboot ?? false,
    }),
  fail: (tx, { vm }) => clearDeletion(tx, vm.id),
  async tell(notices, _before, vm) {
    if (vm.destroy_at) await notices.retired(vm, vm.destroy_at);
  },
};

/** A guest that does not listen is no reason to keep its machine. */
async function askFirst(work: OperationWork): Promise<void> {
  try {
    await ensureShutDown(work);
  } catch (error) {
    if (!(error instanceof StepFailure) || error.reason.code !== 'vm-keeps-running') throw error;
  }
}
