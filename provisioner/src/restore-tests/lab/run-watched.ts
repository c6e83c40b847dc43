import { runTask, type TaskCall } from '../../steps/pve/task.ts';
import type { TestContext } from '../ports.ts';
import { TestCancelled } from '../proof.ts';

/** Runs a task to its end as `runTask` does, and gives up waiting when the test is stopped; the task goes on then. */
export async function runWatched(context: TestContext, task: TaskCall): Promise<void> {
  const { pve, tasks, test } = context;
  const beforeLook = async () => {
    if (await context.cancelled()) throw new TestCancelled();
  };
  await beforeLook();
  await runTask({ pve, tasks, owner: test.id }, { ...task, beforeLook });
}
