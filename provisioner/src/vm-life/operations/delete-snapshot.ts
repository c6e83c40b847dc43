import { ownMachine } from '../own-machine.ts';
import type { Operation, OperationWork } from '../ports.ts';
import { hasSnapshot } from '../snapshots.ts';
import { machineTask } from '../task.ts';
import { StepRetry } from '../../steps/failure.ts';
import { because } from '@vigie/contract/step-reasons';

export const deleteSnapshot: Operation = { steps: [{ name: 'delete-snapshot', run: remove }] };

async function remove(work: OperationWork): Promise<void> {
  const { pve, vm, operation } = work;
  const snapname = operation.detail.snapshot ?? '';
  const machine = await ownMachine(pve, vm);
  if (!(await hasSnapshot(pve, machine.path, snapname))) return;
  await machineTask(work, machine, {
    type: 'qmdelsnapshot',
    isDone: async () => !(await hasSnapshot(pve, machine.path, snapname)),
    send: () => pve.call<string>('DELETE', '/nodes/{node}/qemu/{vmid}/snapshot/{snapname}', { ...machine.path, snapname }),
  });
  if (await hasSnapshot(pve, machine.path, snapname)) throw new StepRetry(because('task-failed'));
}
