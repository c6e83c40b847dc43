import { setTimeout as sleepFor } from 'node:timers/promises';
import type { PveClient } from './client.ts';
import { ProxmoxError, TaskDeadlineError, TaskFailedError } from './errors.ts';
import { parseUpid } from './upid.ts';

/** Where waiting gets its time from; tests give their own. */
export interface TaskClock {
  /** Milliseconds, monotonic. */
  now(): number;
  sleep(ms: number, signal: AbortSignal | undefined): Promise<void>;
}

export interface WaitOptions {
  deadlineMs: number;
  /** Rejects with the signal's reason; the task goes on. */
  signal?: AbortSignal;
  clock?: TaskClock;
}

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

interface TaskStatus {
  status: 'running' | 'stopped';
  exitstatus?: string;
}

const realClock: TaskClock = {
  now: () => performance.now(),
  async sleep(ms, signal) {
    try {
      await sleepFor(ms, undefined, { ...(signal && { signal }) });
    } catch (error) {
      // Node's timer hides the reason in its own error.
      signal?.throwIfAborted();
      throw error;
    }
  },
};

// Between the answer with the UPID and the task's first log line Proxmox says "no such task".
const birthMs = 30_000;
const logTailLines = 20;

/**
 * Polls a task on its node until it ends. Resolves for OK and "WARNINGS: n". Throws TaskFailedError with the log's tail,
 * TaskDeadlineError (the task goes on: keep the UPID), or the ProxmoxError of a look that cannot get better by waiting.
 */
export async function waitForTask(client: PveClient, upid: string, options: WaitOptions): Promise<{ warnings: number }> {
  const { deadlineMs, signal, clock = realClock } = options;
  const { node } = parseUpid(upid);
  const started = clock.now();
  for (;;) {
    signal?.throwIfAborted();
    const look = await lookAt(client, node, upid);
    const elapsed = clock.now() - started;
    if (look instanceof ProxmoxError) {
      if (!mayPass(look, elapsed)) throw look;
    } else if (look.status === 'stopped' && look.exitstatus) {
      return await verdict(client, node, upid, look.exitstatus);
    }
    if (elapsed >= deadlineMs) throw new TaskDeadlineError(upid, deadlineMs, look instanceof ProxmoxError ? look : null);
    await clock.sleep(Math.min(pollDelay(elapsed), deadlineMs - elapsed), signal);
  }
}

/** Every task of a node since a moment, running ones included (Proxmox leaves those out unless asked), newest first. */
export function listTasks(
  client: PveClient,
  node: string,
  filter: { since: Date; typefilter?: string; vmid?: number },
): Promise<TaskEntry[]> {
  const { since, ...rest } = filter;
  const params = { source: 'all', limit: 500, since: Math.floor(since.getTime() / 1000), ...rest };
  return client.call<TaskEntry[]>('GET', '/nodes/{node}/tasks', { node }, params);
}

/** Half a second for the first five, then from one second up to five. */
function pollDelay(elapsedMs: number): number {
  return elapsedMs < 5000 ? 500 : Math.min(5000, Math.max(1000, elapsedMs / 10));
}

async function lookAt(client: PveClient, node: string, upid: string): Promise<TaskStatus | ProxmoxError> {
  try {
    return await client.call<TaskStatus>('GET', '/nodes/{node}/tasks/{upid}/status', { node, upid });
  } catch (error) {
    if (error instanceof ProxmoxError) return error;
    throw error;
  }
}

function mayPass(error: ProxmoxError, elapsedMs: number): boolean {
  const unborn = error.kind === 'missing' && /no such task/.test(error.message) && elapsedMs < birthMs;
  return unborn || error.kind === 'unreachable' || error.kind === 'timeout';
}

async function verdict(client: PveClient, node: string, upid: string, exitStatus: string): Promise<{ warnings: number }> {
  if (exitStatus === 'OK') return { warnings: 0 };
  const warnings = /^WARNINGS: (\d+)$/.exec(exitStatus)?.[1];
  if (warnings !== undefined) return { warnings: Number(warnings) };
  throw new TaskFailedError(upid, exitStatus, await logTail(client, node, upid));
}

/** The log is for people; the verdict stands without it. */
async function logTail(client: PveClient, node: string, upid: string): Promise<string[]> {
  try {
    const lines = await client.call<{ n: number; t: string }[]>('GET', '/nodes/{node}/tasks/{upid}/log', { node, upid }, { limit: 0 });
    return lines.slice(-logTailLines).map((line) => line.t);
  } catch (error) {
    if (error instanceof ProxmoxError) return [];
    throw error;
  }
}
