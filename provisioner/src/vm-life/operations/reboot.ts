import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../../steps/failure.ts';
import { ownMachine } from '../own-machine.ts';
import type { Operation } from '../ports.ts';
import { ensureStarted, patience } from '../power.ts';
import { machineTaskOnce } from '../task.ts';

/** The guest is asked to shut down, and its process begins anew: pending changes hold from then on. */
export const reboot: Operation = {
  steps: [
    {
      name: 'reboot',
      async run(work) {
        const { pve, vm, operation } = work;
        const machine = await ownMachine(pve, vm);
        if (!machine.running && operation.upid === null) throw new StepFailure(because('vm-is-stopped'));
        const { timeout, deadlineMs, asFailure } = patience(work);
        await asFailure(() =>
          machineTaskOnce(work, machine, {
            type: 'qmreboot', deadlineMs,
            send: () => pve.call<string>('POST', '/nodes/{node}/qemu/{vmid}/status/reboot', machine.path, { timeout }),
          }),
        );
      },
    },
    // Proxmox's reboot is a shutdown after which somebody else starts the machine: that may fail.
    { name: 'start', run: ensureStarted },
  ],
};
