import { TaskFailedError } from '@vigie/proxmox/errors';
import { runTask, type TaskCall } from '../steps/pve/task.ts';
import { setOperationTask } from '../store/vm-operation-progress.ts';
import type { OperationWork } from './ports.ts';
import type { OwnMachine } from './own-machine.ts';

type MachineTask = Pick<TaskCall, 'type' | 'send' | 'isDone'> & { deadlineMs?: number };

const deadlineMs = 10 * 60_000;

/** Runs a task on the machine. What it does shows in the machine: who calls this again, looks first. */
export async function machineTask({ pve, tasks, operation }: OperationWork, { node, vmid }: OwnMachine, task: MachineTask): Promise<void> {
  await runTask({ pve, tasks, owner: operation.id }, { key: task.type, node, vmid, deadlineMs, ...task });
}

/** The same for what does not show afterwards, such as a restart: it is done once, whatever happens to us in between. */
export async function machineTaskOnce(work: OperationWork, { node, vmid }: OwnMachine, task: MachineTask): Promise<void> {
  const { pve, tasks, operation, parts } = work;
  const { id } = operation;
  // Its task has ended, and the daemon before it could say so.
  if (operation.upid !== null && (await tasks.find(id, task.type)) === null) return;
  try {
    await runTask(
      { pve, tasks, owner: id },
      { key: task.type, node, vmid, deadlineMs, onStarted: (upid) => setOperationTask(parts.db, id, upid), ...task },
    );
  } catch (error) {
    if (error instanceof TaskFailedError) await setOperationTask(parts.db, id, null);
    throw error;
  }
}
