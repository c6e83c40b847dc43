import { parsePbsUpid } from './pbs-upid.ts';
import type { Api } from './transport.ts';
import { watchTask, type WaitOptions } from './watch-task.ts';

/** In paths a backup server's only node is this, whatever its UPIDs call it. */
const node = 'localhost';

/** A line of a backup server's task list. Times are Unix seconds; `endtime` and `status` are there when the task has ended. */
export interface PbsTaskEntry {
  upid: string;
  worker_type: string;
  worker_id: string | null;
  /** With the token's name. */
  user: string;
  starttime: number;
  endtime?: number;
  status?: string;
}

/** Polls a task of a backup server until it ends; resolves and throws as `waitForTask` does. */
export async function waitForPbsTask(api: Pick<Api, 'call'>, upid: string, options: WaitOptions): Promise<{ warnings: number }> {
  parsePbsUpid(upid);
  return watchTask(api, { node, upid }, options);
}

/** Every task since a moment of the server's clock, running ones included, newest first. The type may be a part of one. */
export function listPbsTasks(api: Pick<Api, 'call'>, filter: { since: Date; typefilter?: string; store?: string }): Promise<PbsTaskEntry[]> {
  const { since, ...rest } = filter;
  return api.call<PbsTaskEntry[]>('GET', '/nodes/{node}/tasks', { node }, { limit: 500, since: Math.floor(since.getTime() / 1000), ...rest });
}
