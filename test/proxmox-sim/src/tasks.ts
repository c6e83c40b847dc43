import { setImmediate } from 'node:timers/promises';
import { now } from './clock.ts';
import type { Identity } from './model/identity.ts';
import { authId } from './model/identity.ts';
import type { Task } from './state/world.ts';

/** What the body of a task may use. */
export interface TaskHandle {
  pid: number;
  log: (line: string) => void;
  /** Resolves after so many milliseconds; rejects when the task is aborted. */
  wait: (milliseconds: number) => Promise<void>;
}

export interface TaskOrder {
  node: string;
  type: string;
  id: string;
  identity: Identity;
  work: (task: TaskHandle) => Promise<void>;
  /** What such a task does when it fails on its way. */
  cleanUp?(): void;
}

/** The next task of this type ends with this status instead of doing its work. */
export interface PlannedFailure {
  type: string | null;
  node: string | null;
  exitstatus: string;
}

/** When a task of Proxmox VE or the backup server ran, in milliseconds since 1970; its own times are whole seconds. */
export interface TaskTimes {
  upid: string;
  type: string;
  id: string;
  from: number;
  to: number;
}

/** Proxmox keeps the task index short; older entries go. */
const kept = 5000;
const keptTimes = 50_000;

/** Where tasks are written down. PVE and PBS have one each, and number theirs differently. */
export interface TaskBook {
  tasks: Task[];
  counters: { pid: number; serial: number };
  bootedAt: (node: string) => number | undefined;
  upid: (task: Omit<Task, 'upid' | 'log'>, owner: string, serial: number) => string;
}

/** Runs asynchronous tasks and keeps their UPIDs, logs and exit statuses. */
export class TaskRunner {
  private readonly book: TaskBook;
  private readonly changed: () => void;
  private readonly running = new Map<string, { abort: AbortController; done: Promise<void> }>();
  private readonly planned: PlannedFailure[] = [];
  private hurried = false;
  /** What ended last on each node, since this process runs. */
  readonly lastEnded = new Map<string, Task>();
  /** Of those that ended since this process runs, in that order. */
  readonly times: TaskTimes[] = [];
  /** Where a task is to stop on its way: asked before the nth wait (from 1) of each; an abort ends the stop too. */
  beforeWait: ((upid: string, nth: number) => Promise<void>) | null = null;

  constructor(book: TaskBook, changed: () => void) {
    this.book = book;
    this.changed = changed;
  }

  /** Starts the task and returns its UPID at once. */
  start(order: TaskOrder): string {
    const task = this.create(order);
    const abort = new AbortController();
    const failure = this.takeFailure(order);
    const done = this.run(task, failure === null ? order.work : () => failed(order, failure), abort.signal);
    this.running.set(task.upid, { abort, done });
    return task.upid;
  }

  /** Returns how to take it back while no task has met it. */
  failNext(failure: PlannedFailure): () => void {
    this.planned.push(failure);
    return () => {
      const at = this.planned.indexOf(failure);
      if (at !== -1) this.planned.splice(at, 1);
    };
  }

  /** Settles when the task has ended; at once for one that is unknown or over. */
  async ended(upid: string): Promise<void> {
    await this.running.get(upid)?.done;
  }

  abort(upid: string): void {
    this.running.get(upid)?.abort.abort(new Error('interrupted by signal'));
  }

  /** Lets every running task end without its delays: a graceful stop leaves nothing half done. `except`: UPIDs that are not waited for. */
  async drain(except: ReadonlySet<string> = new Set()): Promise<void> {
    this.hurried = true;
    const left = (): Promise<void>[] => [...this.running].filter(([upid]) => !except.has(upid)).map(([, entry]) => entry.done);
    for (let waited = left(); waited.length > 0; waited = left()) await Promise.all(waited);
  }

  private create(order: TaskOrder): Task {
    const { counters, tasks, bootedAt, upid } = this.book;
    counters.pid = counters.pid >= 4_194_303 ? 1000 : counters.pid + 1;
    counters.serial += 1;
    const started = now();
    const fields = {
      node: order.node,
      pid: counters.pid,
      pstart: (started - (bootedAt(order.node) ?? started)) * 100 + (counters.pid % 100),
      starttime: started,
      type: order.type,
      id: order.id,
      user: order.identity.user,
      ...(order.identity.token === null ? {} : { tokenid: order.identity.token }),
    };
    const task: Task = { upid: upid(fields, authId(order.identity), counters.serial), ...fields, log: [] };
    tasks.unshift(task);
    if (tasks.length > kept) tasks.length = kept;
    return task;
  }

  private async run(task: Task, work: (handle: TaskHandle) => Promise<void>, signal: AbortSignal): Promise<void> {
    const from = Date.now();
    let status = 'OK';
    let waits = 0;
    const wait = async (milliseconds: number): Promise<void> => {
      waits += 1;
      if (this.beforeWait !== null) await Promise.race([this.beforeWait(task.upid, waits), untilAborted(signal)]);
      await this.pause(milliseconds, signal);
    };
    try {
      // The answer with the UPID leaves before the worker does anything.
      await setImmediate();
      await work({ pid: task.pid, log: (line) => task.log.push(line), wait });
    } catch (error) {
      status = error instanceof Error ? error.message : String(error);
    }
    task.log.push(status === 'OK' ? 'TASK OK' : `TASK ERROR: ${status}`);
    task.exitstatus = status.replace(/\n$/, '').replaceAll('\n', ' ');
    task.endtime = now();
    this.lastEnded.set(task.node, task);
    this.times.push({ upid: task.upid, type: task.type, id: task.id, from, to: Date.now() });
    if (this.times.length > keptTimes) this.times.shift();
    this.running.delete(task.upid);
    this.changed();
  }

  private async pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    const end = Date.now() + milliseconds;
    do {
      await (this.hurried || milliseconds === 0 ? setImmediate() : sleep(Math.min(50, end - Date.now())));
      signal.throwIfAborted();
    } while (!this.hurried && Date.now() < end);
  }

  private takeFailure(order: TaskOrder): string | null {
    const at = this.planned.findIndex(({ type, node }) => (type === null || type === order.type) && (node === null || node === order.node));
    return at === -1 ? null : (this.planned.splice(at, 1)[0]?.exitstatus ?? null);
  }
}

/** Eight hex digits at least, as UPIDs have them. */
export function hex8(value: number): string {
  return value.toString(16).toUpperCase().padStart(8, '0');
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));
}

/** A power loss took the workers: what ran when the state was saved will never end by itself. */
export function endOrphans(tasks: Task[]): void {
  for (const task of tasks) {
    if (task.endtime !== undefined) continue;
    task.endtime = now();
    task.exitstatus = 'unexpected status';
  }
}

function failed(order: TaskOrder, text: string): Promise<never> {
  order.cleanUp?.();
  return Promise.reject(new Error(text));
}
