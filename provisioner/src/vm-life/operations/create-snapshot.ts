import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../../steps/failure.ts';
import { ownMachine } from '../own-machine.ts';
import type { Operation, OperationWork } from '../ports.ts';
import { hasSnapshot } from '../snapshots.ts';
import { machineTaskOnce } from '../task.ts';

/** Of the disks only: saving the memory would stop the machine for as long as that takes. */
export const createSnapshot: Operation = { steps: [{ name: 'snapshot', run: take }] };

async function take(work: OperationWork): Promise<void> {
  const { pve, vm, operation, tasks } = work;
  const name = operation.detail.snapshot ?? '';
  const machine = await ownMachine(pve, vm);
  const begun = operation.upid !== null || (await tasks.find(operation.id, 'qmsnapshot')) !== null;
  if (!begun && (await hasSnapshot(pve, machine.path, name))) throw new StepFailure(because('snapshot-name-taken', { name }));
  await machineTaskOnce(work, machine, {
    type: 'qmsnapshot',
    isDone: () => hasSnapshot(pve, machine.path, name),
    send: () =>
      pve.call<string>('POST', '/nodes/{node}/qemu/{vmid}/snapshot', machine.path, {
        snapname: name, description: operation.facts.description ?? '', vmstate: 0,
      }),
  });
  if (!(await hasSnapshot(pve, machine.path, name))) throw new StepFailure(because('snapshot-not-kept', { name }));
}
