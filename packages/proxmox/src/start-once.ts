import { realClock, type Clock } from './clock.ts';
import { ProxmoxError } from './errors.ts';
import { nodeTime } from './node-time.ts';
import { findOwnTask, type TaskApi, type TaskLook } from './own-task.ts';
import { isUpid } from './upid.ts';

/** A call that starts a task. */
export interface TaskStart extends TaskLook {
  send(): Promise<string>;
  /** Whether what the task is for is there already. Asked when an earlier call left no task: the list may lack one that ran. */
  isDone?(): Promise<boolean>;
}

/** A call that was about to be sent, and its task once that is known. `sentAt` is of the node's clock. */
export interface StartNote {
  readonly sentAt: Date;
  readonly upid: string | null;
}

/** Where the note of one call is kept; it must outlive whatever the caller wants to survive. */
export interface StartNotes {
  find(): Promise<StartNote | null>;
  sending(sentAt: Date): Promise<void>;
  started(upid: string): Promise<void>;
  forget(): Promise<void>;
}

export interface StartOptions {
  clock?: Clock;
}

const lookMs = 1_000;

/**
 * Starts a task once. It may be called again after any error, also by another process: what an earlier call with these notes did is
 * found out first, from the task list since it was sent, then from the object; only then it is sent again. Answers the task's UPID, or
 * null when the object shows that it is done without a task of ours being listed. Throws what `send` throws.
 */
export async function startOnce(api: TaskApi, start: TaskStart, notes: StartNotes, options: StartOptions = {}): Promise<string | null> {
  const earlier = await startedEarlier(api, start, notes, options);
  if (earlier !== null) {
    await notes.started(earlier);
    return earlier;
  }
  if ((await notes.find()) !== null) {
    const done = (await start.isDone?.()) ?? false;
    api.onCleared?.(done ? 'found-done' : 'found-undone');
    if (done) {
      await notes.forget();
      return null;
    }
  }
  return send(api, start, notes, options);
}

/** The task of an earlier call with these notes; null when there was no call, or it can no longer start its task. Nothing is sent. */
export async function startedEarlier(
  api: TaskApi,
  look: TaskLook,
  notes: Pick<StartNotes, 'find'>,
  options: StartOptions = {},
): Promise<string | null> {
  const note = await notes.find();
  if (note === null || note.upid !== null) return note?.upid ?? null;
  const listed = await listedTask(api, look, note.sentAt, options);
  if (listed !== null) api.onCleared?.('found-done');
  return listed;
}

async function send(api: TaskApi, start: TaskStart, notes: StartNotes, options: StartOptions): Promise<string | null> {
  const sentAt = await freshSecond(api, start, options);
  await notes.sending(sentAt);
  try {
    const upid = await start.send();
    if (!isUpid(upid)) throw new Error(`Proxmox answered "${String(upid).slice(0, 100)}" where a task id was expected`);
    await notes.started(upid);
    return upid;
  } catch (error) {
    if (!(error instanceof ProxmoxError)) throw error;
    // The daemon that worked on it has answered, so what it started is listed by now.
    const started = error.status === 500 && error.outcome === 'unknown' ? await findOwnTask(api, start, sentAt) : null;
    if (started !== null) {
      error.clearedUp('found-done');
      await notes.started(started);
      return started;
    }
    // Then there is nothing to look for the next time. Without an answer there may be.
    if (error.outcome === 'refused' || error.status === 500) await notes.forget();
    if (error.status === 500) {
      const done = (await start.isDone?.()) ?? false;
      error.clearedUp(done ? 'found-done' : 'found-undone');
      if (done) return null;
    }
    throw error;
  }
}

/** The node's time, in a second in which no such task of ours has begun: one that failed a moment ago is not what comes now. */
async function freshSecond(api: TaskApi, start: TaskStart, { clock = realClock }: StartOptions): Promise<Date> {
  for (;;) {
    const now = await nodeTime(api, start.node);
    if ((await findOwnTask(api, start, now)) === null) return now;
    await clock.sleep(lookMs);
  }
}

/** Looks until a call of that time can no longer start its task. */
async function listedTask(api: TaskApi, look: TaskLook, sentAt: Date, options: StartOptions): Promise<string | null> {
  const { clock = realClock } = options;
  const { settleMs = 30_000 } = api;
  const age = (await nodeTime(api, look.node)).getTime() - sentAt.getTime();
  const settled = clock.now() + settleMs - age;
  for (;;) {
    const upid = await findOwnTask(api, look, sentAt);
    const left = settled - clock.now();
    if (upid !== null || left <= 0) return upid;
    await clock.sleep(Math.min(lookMs, left));
  }
}
