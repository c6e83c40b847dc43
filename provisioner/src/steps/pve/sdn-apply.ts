import type { StepContext } from '../ports.ts';

const deadlineMs = 120_000;

/** Applies what is written to all nodes. The task's success only says that they were told; an apply too many is harmless. */
export async function applySdnChanges({ pve }: StepContext): Promise<void> {
  const upid = await pve.call<string>('PUT', '/cluster/sdn', {});
  await pve.waitForTask(upid, deadlineMs);
}
