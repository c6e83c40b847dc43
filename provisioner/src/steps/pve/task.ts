import { because } from '@vigie/contract/step-reasons';
import { ProxmoxError, TaskFailedError } from '@vigie/proxmox/errors';
import type { TaskLook } from '@vigie/proxmox/own-task';
import { startedEarlier, startOnce, type StartNotes, type TaskStart } from '@vigie/proxmox/start-once';
import { StepRetry } from '../failure.ts';
import type { ProxmoxPort, StepContext, TaskNotes } from '../ports.ts';

/** Who runs tasks: `owner` is the id of the order, backup or restore test that they are for. */
export interface TaskRunner {
  pve: ProxmoxPort;
  tasks: TaskNotes;
  owner: string;
}

export const orderTasks = ({ pve, store, order }: StepContext): TaskRunner => ({ pve, tasks: store.tasks, owner: order.id });

/** How to know a task again that was sent. */
export interface SentTask extends TaskLook {
  /** Unique within the owner. */
  key: string;
  deadlineMs: number;
}

/** A call that starts a task. */
export interface TaskCall extends SentTask, TaskStart {
  /** Called when the task is known, before it is waited for; again after a crash. */
  onStarted?(upid: string): Promise<void>;
  /** Called while it is waited for, every few seconds; may throw. */
  beforeLook?(): Promise<void>;
}

/**
 * Runs a task to its end, once, however often it is called and by whichever daemon: see `startOnce`. Answers the task's UPID, null when
 * what it is for was there without one. Throws what `waitForTask` throws.
 */
export async function runTask(runner: TaskRunner, task: TaskCall): Promise<string | null> {
  const { pve } = runner;
  const notes = notesOf(runner, task.key);
  const upid = await startOnce(pve, task, notes);
  if (upid === null) return null;
  await task.onStarted?.(upid);
  try {
    await pve.waitForTask(upid, task.deadlineMs, task.beforeLook);
  } catch (error) {
    // An ended task is no reason not to send again; one that still runs is.
    if (error instanceof TaskFailedError) await notes.forget();
    if (error instanceof ProxmoxError && error.kind === 'missing') {
      // Proxmox forgets old tasks, and those of a node that left: the same note would be asked for in vain on every retry.
      await notes.forget();
      throw new StepRetry(because('task-forgotten'), { cause: error });
    }
    throw error;
  }
  await notes.forget();
  return upid;
}

/** Waits for a task that may have been sent earlier, however it ends; nothing is sent. */
export async function settleTask(runner: TaskRunner, task: SentTask): Promise<void> {
  const notes = notesOf(runner, task.key);
  const upid = await startedEarlier(runner.pve, task, notes);
  try {
    if (upid !== null) await runner.pve.waitForTask(upid, task.deadlineMs);
  } catch (error) {
    const ended = error instanceof TaskFailedError || (error instanceof ProxmoxError && error.kind === 'missing');
    if (!ended) throw error;
  }
  await notes.forget();
}

function notesOf({ tasks, owner }: TaskRunner, key: string): StartNotes {
  return {
    find: () => tasks.find(owner, key),
    sending: (sentAt) => tasks.sending(owner, key, sentAt),
    started: (upid) => tasks.started(owner, key, upid),
    forget: () => tasks.forget(owner, key),
  };
}
