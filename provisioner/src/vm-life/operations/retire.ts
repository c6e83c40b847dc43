import { StepFailure } from '../../steps/failure.ts';
import { appendAudit } from '../../store/audit.ts';
import { clearDeletion, markAbsent, markRetired } from '../../store/vm-deletions.ts';
import { noteOperationFacts } from '../../store/vm-operation-progress.ts';
import { machineOrProvenAbsent } from '../absence.ts';
import { rememberBefore } from '../before.ts';
import { finalBackup } from '../final-backup.ts';
import { ensureMarks } from '../mark.ts';
import type { Operation, OperationWork } from '../ports.ts';
import { ensureShutDown, ensureStopped } from '../power.ts';

/**
 * The first half of a deletion: the machine is stopped, backed up, and marked. The marks come last, so that its last backup is one of a
 * machine that can be restored as it was, and what fails before them leaves nothing to take back.
 * One that somebody removed in Proxmox has nothing to be stopped or kept: it goes on to its destruction, which proves its absence once more.
 */
export const retire: Operation = {
  stops: true,
  steps: [
    {
      name: 'remember',
      async run(work) {
        const { pve, vm, operation, parts } = work;
        const machine = await machineOrProvenAbsent(pve, vm);
        if (machine) await rememberBefore(work, machine);
        else await noteOperationFacts(parts.db, operation.id, { absent: true });
      },
    },
    { name: 'shutdown', run: ifThere(askFirst) },
    { name: 'stop', run: ifThere(ensureStopped) },
    {
      name: 'final-backup',
      run: ifThere(async (work) => {
        if (work.vm.final_backup !== null) await finalBackup(work);
      }),
    },
    // Somebody may have started it while it was backed up.
    { name: 'stop-again', run: ifThere(ensureStopped) },
    { name: 'mark', run: ifThere(({ pve, vm }) => ensureMarks(pve, vm, { onboot: false, protection: true, tag: true })) },
  ],
  async finish(tx, { vm, operation: { id, facts, requested_by: actor }, parts }) {
    if (facts.absent) {
      await markAbsent(tx, vm.id);
      await appendAudit(tx, { actor, tenant: vm.tenant, act: 'vm.found-absent', object: vm.id, detail: { operation: id, vmid: vm.vmid } });
      return;
    }
    const { running = false, onboot = false } = facts;
    await markRetired(tx, vm.id, parts.config.provisioner.deletion.graceDays, { running, onboot });
  },
  fail: (tx, { vm }) => clearDeletion(tx, vm.id),
  async tell(notices, _before, vm) {
    // That it was destroyed is told at once: there are no days of grace to tell of.
    if (vm.destroy_at && !vm.retired_from?.absent) await notices.retired(vm, vm.destroy_at);
  },
};

/** The rest of a retirement is for a machine that is there. */
function ifThere(run: (work: OperationWork) => Promise<void>) {
  return async (work: OperationWork): Promise<void> => {
    if (!work.operation.facts.absent) await run(work);
  };
}

/** A guest that does not listen is no reason to keep its machine. */
async function askFirst(work: OperationWork): Promise<void> {
  try {
    await ensureShutDown(work);
  } catch (error) {
    if (!(error instanceof StepFailure) || error.reason.code !== 'vm-keeps-running') throw error;
  }
}
