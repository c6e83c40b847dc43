import { because } from '@vigie/contract/step-reasons';
import { ProxmoxError, TaskFailedError } from '@vigie/proxmox/errors';
import { isUpid, parseUpid } from '@vigie/proxmox/upid';
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
export interface SentTask {
  /** Unique within the owner. */
  key: string;
  node: string;
  /** The task's type and the id in its UPID, as Proxmox lists them. */
  type: string;
  vmid: number;
  deadlineMs: number;
  /** Tells our task from others of the same type and id, for tasks that do not carry the VM's own id. */
  isOurs?(upid: string): Promise<boolean>;
}

/** A call that starts a task. */
export interface TaskCall extends SentTask {
  send(): Promise<string>;
  /** Called when the task is known, before it is waited for; again after a crash. */
  onStarted?(upid: string): Promise<void>;
}

/** Clocks of the daemon and of a node differ a little. */
const skewMs = 5_000;

/**
 * Runs a task to its end, once: the sending is noted before it, the UPID after it. When the note of an earlier attempt is there, its
 * task is looked for and waited for instead of being sent again. Answers the task's UPID; throws what `waitForTask` throws.
 */
export async function runTask(runner: TaskRunner, task: TaskCall): Promise<string> {
  const { pve, tasks, owner } = runner;
  const upid = (await earlierTask(runner, task)) ?? (await sendNoted(runner, task));
  await tasks.started(owner, task.key, upid);
  await task.onStarted?.(upid);
  try {
    await pve.waitForTask(upid, task.deadlineMs);
  } catch (error) {
    // An ended task is no reason not to send again; one that still runs is.
    if (error instanceof TaskFailedError) await tasks.forget(owner, task.key);
    if (error instanceof ProxmoxError && error.kind === 'missing') {
      // Proxmox forgets old tasks, and those of a node that left: the same note would be asked for in vain on every retry.
      await tasks.forget(owner, task.key);
      throw new StepRetry(because('task-forgotten'), { cause: error });
    }
    throw error;
  }
  await tasks.forget(owner, task.key);
  return upid;
}

/** Waits for a task that may have been sent earlier, however it ends; nothing is sent. */
export async function settleTask(runner: TaskRunner, task: SentTask): Promise<void> {
  const upid = await earlierTask(runner, task);
  try {
    if (upid !== null) await runner.pve.waitForTask(upid, task.deadlineMs);
  } catch (error) {
    const ended = error instanceof TaskFailedError || (error instanceof ProxmoxError && error.kind === 'missing');
    if (!ended) throw error;
  }
  await runner.tasks.forget(runner.owner, task.key);
}

async function earlierTask({ pve, tasks, owner }: TaskRunner, task: SentTask): Promise<string | null> {
  const note = await tasks.find(owner, task.key);
  if (!note) return null;
  if (note.upid !== null) return note.upid;
  const since = new Date(note.sentAt.getTime() - skewMs);
  const entries = await pve.listTasks(task.node, { since, typefilter: task.type, vmid: task.vmid });
  for (const { upid } of entries) {
    // The list's own `user` leaves the token's name out; the UPID has it.
    if (parseUpid(upid).user !== pve.tokenId) continue;
    if (!task.isOurs || (await task.isOurs(upid))) return upid;
  }
  return null;
}

async function sendNoted({ tasks, owner }: TaskRunner, task: TaskCall): Promise<string> {
  await tasks.sending(owner, task.key);
  try {
    const upid = await task.send();
    if (isUpid(upid)) return upid;
    throw new Error(`Proxmox answered "${String(upid).slice(0, 100)}" where a task id was expected`);
  } catch (error) {
    // Refused means that nothing happened, so there is nothing to look for the next time.
    if (error instanceof ProxmoxError && error.outcome === 'refused') await tasks.forget(owner, task.key);
    throw error;
  }
}
