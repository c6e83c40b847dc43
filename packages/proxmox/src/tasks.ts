import type { Api } from './transport.ts';
import { parseUpid } from './upid.ts';
import { watchTask, type WaitOptions } from './watch-task.ts';

/** A line of a node's task list. Times are Unix seconds; `endtime` and `status` are there when the task has ended. */
export interface TaskEntry {
  upid: string;
  node: string;
  type: string;
  id: string;
  /** Without the token's name, which is in `tokenid`. */
  user: string;
  tokenid?: string;
  starttime: number;
  endtime?: number;
  status?: string;
}

/**
 * Polls a task on its node until it ends. Resolves for OK and "WARNINGS: n". Throws TaskFailedError with the log's tail,
 * TaskDeadlineError (the task goes on: keep the UPID), or the ProxmoxError of a look that cannot get better by waiting.
 */
export async function waitForTask(api: Pick<Api, 'call'>, upid: string, options: WaitOptions): Promise<{ warnings: number }> {
  return watchTask(api, { node: parseUpid(upid).node, upid }, options);
}

/** Every task of a node since a moment of its clock, running ones included (Proxmox leaves those out unless asked), newest first. */
export function listTasks(
  api: Pick<Api, 'call'>,
  node: string,
  filter: { since: Date; typefilter?: string; vmid?: number },
): Promise<TaskEntry[]> {
  const { since, ...rest } = filter;
  const params = { source: 'all', limit: 500, since: Math.floor(since.getTime() / 1000), ...rest };
  return api.call<TaskEntry[]>('GET', '/nodes/{node}/tasks', { node }, params);
}
