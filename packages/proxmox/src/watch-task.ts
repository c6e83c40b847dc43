import { realClock, type Clock } from './clock.ts';
import { ProxmoxError, TaskDeadlineError, TaskFailedError } from './errors.ts';
import type { Api } from './transport.ts';

export interface WaitOptions {
  deadlineMs: number;
  /** Called before each look, of which there is one at least every five seconds: what it throws ends the waiting; the task goes on. */
  beforeLook?(): Promise<void>;
  clock?: Clock;
}

interface TaskStatus {
  status: 'running' | 'stopped';
  exitstatus?: string;
}

/** A task where it must be asked for. */
interface TaskPlace {
  node: string;
  upid: string;
}

// Between the answer with the UPID and the task's first log line Proxmox says "no such task".
const birthMs = 30_000;
const logTailLines = 20;

/** Polls a task of either product until it ends; see `waitForTask`. */
export async function watchTask(api: Pick<Api, 'call'>, at: TaskPlace, options: WaitOptions): Promise<{ warnings: number }> {
  const { deadlineMs, clock = realClock } = options;
  const started = clock.now();
  for (;;) {
    await options.beforeLook?.();
    const look = await lookAt(api, at);
    const elapsed = clock.now() - started;
    if (look instanceof ProxmoxError) {
      if (!mayPass(look, elapsed)) throw look;
    } else if (look.status === 'stopped' && look.exitstatus) {
      return await verdict(api, at, look.exitstatus);
    }
    if (elapsed >= deadlineMs) throw new TaskDeadlineError(at.upid, deadlineMs, look instanceof ProxmoxError ? look : null);
    await clock.sleep(Math.min(pollDelay(elapsed), deadlineMs - elapsed));
  }
}

/** Soon at first, because most tasks are short and an order waits for several; then a tenth of what it took so far, up to five seconds. */
function pollDelay(elapsedMs: number): number {
  return Math.round(elapsedMs < 5000 ? Math.min(500, Math.max(100, elapsedMs / 5)) : Math.min(5000, Math.max(1000, elapsedMs / 10)));
}

async function lookAt(api: Pick<Api, 'call'>, { node, upid }: TaskPlace): Promise<TaskStatus | ProxmoxError> {
  try {
    return await api.call<TaskStatus>('GET', '/nodes/{node}/tasks/{upid}/status', { node, upid });
  } catch (error) {
    if (error instanceof ProxmoxError) return error;
    throw error;
  }
}

function mayPass(error: ProxmoxError, elapsedMs: number): boolean {
  const unborn = error.kind === 'missing' && /no such task/.test(error.message) && elapsedMs < birthMs;
  return unborn || error.kind === 'unreachable' || error.kind === 'timeout';
}

async function verdict(api: Pick<Api, 'call'>, at: TaskPlace, exitStatus: string): Promise<{ warnings: number }> {
  if (exitStatus === 'OK') return { warnings: 0 };
  const warnings = /^WARNINGS: (\d+)$/.exec(exitStatus)?.[1];
  if (warnings !== undefined) return { warnings: Number(warnings) };
  throw new TaskFailedError(at.upid, exitStatus, await logTail(api, at));
}

/** The log is for people; the verdict stands without it. */
async function logTail(api: Pick<Api, 'call'>, { node, upid }: TaskPlace): Promise<string[]> {
  try {
    const lines = await api.call<{ n: number; t: string }[]>('GET', '/nodes/{node}/tasks/{upid}/log', { node, upid }, { limit: 0 });
    return lines.slice(-logTailLines).map((line) => line.t);
  } catch (error) {
    if (error instanceof ProxmoxError) return [];
    throw error;
  }
}
