import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../../steps/failure.ts';
import { ownMachine } from '../own-machine.ts';
import type { Operation } from '../ports.ts';
import { machineTaskOnce } from '../task.ts';

/** The guest begins anew without being asked; its process stays, so pending changes stay pending. */
export const reset: Operation = {
  steps: [
    {
      name: 'reset',
      async run(work) {
        const { pve, vm, operation } = work;
        const machine = await ownMachine(pve, vm);
        if (!machine.running && operation.upid === null) throw new StepFailure(because('vm-is-stopped'));
        await machineTaskOnce(work, machine, {
          type: 'qmreset',
          send: () => pve.call<string>('POST', '/nodes/{node}/qemu/{vmid}/status/reset', machine.path),
        });
      },
    },
  ],
};
