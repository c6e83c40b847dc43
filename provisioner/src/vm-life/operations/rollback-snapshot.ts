import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../../steps/failure.ts';
import { rememberBefore } from '../before.ts';
import { ownMachine } from '../own-machine.ts';
import type { Operation, OperationWork } from '../ports.ts';
import { ensureStarted } from '../power.ts';
import { recordSizes } from '../sizes.ts';
import { hasSnapshot } from '../snapshots.ts';
import { machineTaskOnce } from '../task.ts';

/** Proxmox ends a machine that runs before it puts its disks back, and leaves it stopped. */
export const rollbackSnapshot: Operation = {
  stops: true,
  steps: [
    {
      name: 'remember',
      async run(work) {
        await rememberBefore(work, await ownMachine(work.pve, work.vm));
      },
    },
    { name: 'rollback', run: rollback },
    { name: 'record', run: recordSizes },
    {
      name: 'start',
      async run(work) {
        if (work.operation.facts.running === true) await ensureStarted(work);
      },
    },
  ],
};

async function rollback(work: OperationWork): Promise<void> {
  const { pve, vm, operation } = work;
  const snapname = operation.detail.snapshot ?? '';
  const machine = await ownMachine(pve, vm);
  if (!(await hasSnapshot(pve, machine.path, snapname))) throw new StepFailure(because('snapshot-missing', { name: snapname }));
  await machineTaskOnce(work, machine, {
    type: 'qmrollback',
    send: () => pve.call<string>('POST', '/nodes/{node}/qemu/{vmid}/snapshot/{snapname}/rollback', { ...machine.path, snapname }),
  });
}
