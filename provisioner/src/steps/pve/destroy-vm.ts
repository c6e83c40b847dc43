import type { StepContext } from '../ports.ts';
import { orderTasks, runTask } from './task.ts';
import type { OrderVm } from './vm.ts';

const deadlineMs = 30 * 60_000;

/** Destroys a machine that was proven to be the order's, with its disks. */
export async function destroyVm(context: StepContext, { path, node, vmid }: OrderVm): Promise<void> {
  await runTask(orderTasks(context), {
    key: 'destroy', node, type: 'qmdestroy', vmid, deadlineMs,
    send: () => context.pve.call<string>('DELETE', '/nodes/{node}/qemu/{vmid}', path, { purge: 1 }),
  });
}
