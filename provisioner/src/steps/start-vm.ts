import { TaskFailedError } from '@vigie/proxmox/errors';
import { because } from '@vigie/contract/step-reasons';
import { StepRetry } from './failure.ts';
import type { StepContext } from './ports.ts';
import { orderTasks, runTask } from './pve/task.ts';
import { findOwn, orderVm, ownConfig, type OrderVm } from './pve/vm.ts';
import type { Step } from './step.ts';

const deadlineMs = 5 * 60_000;

// Undo relies on the marker in the VM's description: only the order's own VM is stopped.
// Stopping a stopped VM is no error in Proxmox.
export const startVm: Step = {
  name: 'start-vm',
  async run(context) {
    await ownConfig(context);
    const vm = await orderVm(context);
    if (await isRunning(context, vm)) return 'done';
    try {
      await power(context, vm, 'start', 'qmstart');
    } catch (error) {
      // A start that met another start fails, and the VM runs: its state decides.
      if (!(error instanceof TaskFailedError) || !(await isRunning(context, vm))) throw error;
    }
    if (!(await isRunning(context, vm))) throw new StepRetry(because('vm-not-running'));
    return 'done';
  },
  async undo(context) {
    const { own, left } = await findOwn(context);
    if (own && (await isRunning(context, own))) await power(context, own, 'stop', 'qmstop');
    return left;
  },
};

async function power(context: StepContext, { path, node, vmid }: OrderVm, verb: 'start' | 'stop', type: string): Promise<void> {
  const template = `/nodes/{node}/qemu/{vmid}/status/${verb}`;
  await runTask(orderTasks(context), { key: verb, node, type, vmid, deadlineMs, send: () => context.pve.call<string>('POST', template, path) });
}

async function isRunning({ pve }: StepContext, { path }: OrderVm): Promise<boolean> {
  const { status } = await pve.call<{ status: string }>('GET', '/nodes/{node}/qemu/{vmid}/status/current', path);
  return status === 'running';
}
