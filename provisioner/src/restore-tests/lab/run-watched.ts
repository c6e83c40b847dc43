import { TaskDeadlineError } from '@vigie/proxmox/errors';
import { runTask, type TaskCall } from '../../steps/pve/task.ts';
import type { TestContext } from '../ports.ts';
import { TestCancelled } from '../proof.ts';

const sliceMs = 5_000;

/** Runs a task to its end as `runTask` does, and gives up waiting when the test is stopped; the task goes on then. */
export async function runWatched(context: TestContext, task: TaskCall): Promise<void> {
  const { pve, tasks, test, clock } = context;
  const deadline = clock.now().getTime() + task.deadlineMs;
  for (;;) {
    if (await context.cancelled()) throw new TestCancelled();
    try {
      await runTask({ pve, tasks, owner: test.id }, { ...task, deadlineMs: sliceMs });
      return;
    } catch (error) {
      if (!(error instanceof TaskDeadlineError) || clock.now().getTime() >= deadline) throw error;
    }
  }
}
