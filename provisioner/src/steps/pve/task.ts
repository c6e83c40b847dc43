import { because } from '@vigie/contract/step-reasons';
import { ProxmoxError, TaskFailedError } from '@vigie/proxmox/errors';
import { startOnce, type StartOptions, type TaskStart } from '@vigie/proxmox/start-once';
import { StepRetry } from '../failure.ts';
import type { ProxmoxPort, StepContext, TaskNotes } from '../ports.ts';

/** Who runs tasks: `owner` is the id of the order, backup or restore test that they are for. */
export interface TaskRunner {
  pve: ProxmoxPort;
  tasks: TaskNotes;
  owner: string;
}

export const orderTasks = ({ pve, store, order }: StepContext): TaskRunner => ({ pve, tasks: store.tasks, owner: order.id });

/** A call that starts a task, and how to know that task again. */
export interface TaskCall extends TaskStart {
  /** Unique within the owner. */
  key: string;
  vmid: number;
  deadlineMs: number;
  /** Called when the task is known, before it is waited for; again after a crash. */
  onStarted?(upid: string): Promise<void>;
}

/**
 * Runs a task to its end, once, however often it is called and by whichever daemon: see `startOnce`. Answers the task's UPID, null when
 * what it is for was there without one. Throws what `waitForTask` throws.
 */
export async function runTask(runner: TaskRunner, task: TaskCall, options?: StartOptions): Promise<string | null> {
  const { pve, tasks, owner } = runner;
  const forget = () => tasks.forget(owner, task.key);
  const notes = {
    find: () => tasks.find(owner, task.key),
    sending: (sentAt: Date) => tasks.sending(owner, task.key, sentAt),
    started: (upid: string) => tasks.started(owner, task.key, upid),
    forget,
  };
  const upid = await startOnce(pve, task, notes, options);
  if (upid === null) return null;
  await task.onStarted?.(upid);
  try {
    await pve.waitForTask(upid, task.deadlineMs);
  } catch (error) {
    // An ended task is no reason not to send again; one that still runs is.
    if (error instanceof TaskFailedError) await forget();
    if (error instanceof ProxmoxError && error.kind === 'missing') {
      // Proxmox forgets old tasks, and those of a node that left: the same note would be asked for in vain on every retry.
      await forget();
      throw new StepRetry(because('task-forgotten'), { cause: error });
    }
    throw error;
  }
  await forget();
  return upid;
}
