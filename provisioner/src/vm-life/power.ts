import { because } from '@vigie/contract/step-reasons';
import { TaskFailedError } from '@vigie/proxmox/errors';
import { StepFailure, StepRetry } from '../steps/failure.ts';
import { isRunning, ownMachine, type OwnMachine } from './own-machine.ts';
import type { OperationWork } from './ports.ts';
import { machineTask } from './task.ts';

/** Makes sure that the machine runs. */
export async function ensureStarted(work: OperationWork): Promise<void> {
  const { pve, vm } = work;
  const machine = await ownMachine(pve, vm);
  if (machine.running) return;
  await tolerant(work, machine, true, () =>
    machineTask(work, machine, { type: 'qmstart', send: () => pve.call<string>('POST', '/nodes/{node}/qemu/{vmid}/status/start', machine.path) }),
  );
  if (!(await isRunning(pve, machine.path))) throw new StepRetry(because('vm-not-running'));
}

/** Makes sure that the machine does not run, whatever its guest thinks of it. */
export async function ensureStopped(work: OperationWork): Promise<void> {
  const { pve, vm } = work;
  const machine = await ownMachine(pve, vm);
  if (!machine.running) return;
  await tolerant(work, machine, false, () =>
    machineTask(work, machine, { type: 'qmstop', send: () => pve.call<string>('POST', '/nodes/{node}/qemu/{vmid}/status/stop', machine.path) }),
  );
  if (await isRunning(pve, machine.path)) throw new StepRetry(because('vm-still-running'));
}

/** Asks the guest to shut down. Throws the StepFailure `vm-keeps-running` when it does not. */
export async function ensureShutDown(work: OperationWork): Promise<void> {
  const { pve, vm } = work;
  const machine = await ownMachine(pve, vm);
  if (!machine.running) return;
  const { timeout, deadlineMs, asFailure } = patience(work);
  await asFailure(() => tolerant(work, machine, false, () =>
    machineTask(work, machine, {
      type: 'qmshutdown', deadlineMs,
      send: () => pve.call<string>('POST', '/nodes/{node}/qemu/{vmid}/status/shutdown', machine.path, { timeout }),
    }),
  ));
  if (await isRunning(pve, machine.path)) throw new StepRetry(because('vm-still-running'));
}

/** How long a guest may take, for Proxmox and for us; and what is said when it takes longer. */
export function patience({ parts }: OperationWork) {
  const seconds = parts.config.provisioner.shutdownSeconds;
  return {
    timeout: seconds,
    deadlineMs: (seconds + 120) * 1000,
    async asFailure(act: () => Promise<void>): Promise<void> {
      try {
        await act();
      } catch (error) {
        if (!(error instanceof TaskFailedError) || !guestIsDeaf(error)) throw error;
        throw new StepFailure(because('vm-keeps-running', { seconds }), { cause: error });
      }
    },
  };
}

/** Proxmox's words for a guest that did not do as it was asked. A lock that was not got is another matter. */
const guestIsDeaf = ({ exitStatus }: TaskFailedError): boolean => /quit\/powerdown failed/.test(exitStatus);

/** A start that met another start fails, and the machine runs: its state decides. */
async function tolerant({ pve }: OperationWork, { path }: OwnMachine, running: boolean, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof TaskFailedError) || (await isRunning(pve, path)) !== running) throw error;
  }
}
