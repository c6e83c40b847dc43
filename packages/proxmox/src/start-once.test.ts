import type { Clock } from './clock.ts';
import { ProxmoxError, type Clearing, type FailedOutcome } from './errors.ts';
import type { TaskApi } from './own-task.ts';
import { startOnce, type StartNote, type TaskStart } from './start-once.ts';
import type { TaskEntry } from './tasks.ts';

const began = 1_700_000_000;
const hex = (value: number) => value.toString(16).toUpperCase().padStart(8, '0');
const upidAt = (second: number, { user = 'vigie@pve!provisioner', type = 'qmstart' } = {}) => `UPID:pve1:00001234:00005678:${hex(second)}:${type}:100:${user}:`;
const lost = (outcome: FailedOutcome, status: number | null = null) =>
  new ProxmoxError({ outcome, kind: 'other', status, method: 'POST', template: '/x', path: '/x', reason: 'injected' });

/** A node with its own clock and task list; time passes by sleeping only. */
function world({ ahead = 0, answers = [] as (Error | string)[] } = {}) {
  const state = { second: began + ahead, note: null as StartNote | null, tasks: [] as string[], sent: 0, slept: 0, cleared: [] as Clearing[] };
  const clock: Clock = {
    now: () => state.slept,
    async sleep(ms) {
      state.slept += ms;
      state.second += ms / 1000;
      arriving.filter(({ at }) => at <= state.slept).forEach(({ upid }) => state.tasks.includes(upid) || state.tasks.unshift(upid));
    },
  };
  const arriving: { at: number; upid: string }[] = [];
  const api: TaskApi = {
    tokenId: 'vigie@pve!provisioner',
    onCleared: (how) => state.cleared.push(how),
    call: <T>() => Promise.resolve({ time: Math.floor(state.second) } as T),
    listTasks: (_node, { since }) =>
      Promise.resolve(
        state.tasks
          .filter((upid) => Number.parseInt(upid.split(':')[4] ?? '', 16) >= since.getTime() / 1000)
          .map((upid): TaskEntry => ({ upid, node: 'pve1', type: 'qmstart', id: '100', user: 'vigie@pve', starttime: 0 })),
      ),
  };
  const notes = {
    find: () => Promise.resolve(state.note),
    sending: (sentAt: Date) => Promise.resolve(void (state.note = { sentAt, upid: null })),
    started: (upid: string) => Promise.resolve(void (state.note = { sentAt: state.note?.sentAt ?? new Date(0), upid })),
    forget: () => Promise.resolve(void (state.note = null)),
  };
  const send = () => {
    const answer = answers[state.sent] ?? upidAt(state.second);
    state.sent += 1;
    if (answer instanceof ProxmoxError) answer.tellWhenCleared((how) => state.cleared.push(how));
    if (answer instanceof Error) return Promise.reject(answer);
    state.tasks.unshift(answer);
    return Promise.resolve(answer);
  };
  const start = (more: Partial<TaskStart> = {}) => startOnce(api, { node: 'pve1', type: 'qmstart', vmid: 100, send, ...more }, notes, { clock });
  return { state, start, arriving };
}

test.each([0, 3600, -3600])('an answer that was lost: its task is found, with a clock that is %i s off', async (ahead) => {
  const { state, start } = world({ ahead, answers: [lost('unknown')] });
  state.tasks.push(upidAt(began + ahead - 60));
  await expect(start()).rejects.toThrow('injected');
  const task = upidAt(began + ahead);
  state.tasks.unshift(task);
  expect(await start()).toBe(task);
  expect([state.sent, state.note?.upid]).toEqual([1, task]);
  expect(state.cleared).toEqual(['found-done']);
});

test('a call that started nothing is sent again, when it can no longer start anything', async () => {
  const { state, start } = world({ answers: [lost('unknown')] });
  await expect(start()).rejects.toThrow('injected');
  expect(await start()).toBe(upidAt(began + 30));
  expect([state.sent, state.slept]).toEqual([2, 30_000]);
  expect(state.cleared).toEqual(['found-undone']);
});

test('a task that begins after we gave up is found', async () => {
  const { state, start, arriving } = world({ answers: [lost('unknown')] });
  await expect(start()).rejects.toThrow('injected');
  arriving.push({ at: 4000, upid: upidAt(began + 4) });
  expect(await start()).toBe(upidAt(began + 4));
  expect(state.sent).toBe(1);
});

test.each([
  ['of somebody else', { user: 'root@pam' }],
  ['of another token of ours', { user: 'vigie@pve!exporter' }],
  ['of another type', { type: 'qmstartall' }],
])('a task %s is not taken for ours', async (_, whose) => {
  const { state, start } = world({ answers: [lost('unknown')] });
  await expect(start()).rejects.toThrow('injected');
  state.tasks.push(upidAt(began, whose));
  await start();
  expect(state.sent).toBe(2);
});

test('one that the caller does not recognise is not either', async () => {
  const { state, start } = world({ answers: [lost('unknown')] });
  await expect(start()).rejects.toThrow('injected');
  state.tasks.push(upidAt(began));
  await start({ isOurs: () => Promise.resolve(false) });
  expect(state.sent).toBe(2);
});

test('what is there without a task of ours being listed is not sent for again', async () => {
  const { state, start } = world({ answers: [lost('unknown')] });
  await expect(start()).rejects.toThrow('injected');
  expect(await start({ isDone: () => Promise.resolve(true) })).toBeNull();
  expect([state.sent, state.note]).toEqual([1, null]);
  expect(state.cleared).toEqual(['found-done']);
});

test('a 500 of a call that started its task is no failure', async () => {
  const { state, start } = world({ answers: [lost('unknown', 500)] });
  const isDone = () => Promise.reject(new Error('the list is enough'));
  let seen = 0;
  // Listed after the sending, not before.
  const isOurs = () => Promise.resolve(seen++ > 0);
  state.tasks.push(upidAt(began));
  expect(await start({ isDone, isOurs })).toBe(upidAt(began));
  expect([state.sent, state.cleared]).toEqual([1, ['found-done']]);
});

test('a 500 of a call that started nothing leaves nothing to look for', async () => {
  const { state, start } = world({ answers: [lost('unknown', 500)] });
  await expect(start()).rejects.toThrow('injected');
  expect(state.note).toBeNull();
  await start();
  expect([state.sent, state.slept]).toEqual([2, 0]);
  expect(state.cleared).toEqual(['found-undone']);
});

test('neither does a refusal', async () => {
  const { state, start } = world({ answers: [lost('refused')] });
  await expect(start()).rejects.toThrow('injected');
  expect(state.note).toBeNull();
});

test('a task that failed within the same second is not what comes next', async () => {
  const { state, start } = world();
  const failed = await start();
  state.note = null;
  const next = await start();
  expect(next).not.toBe(failed);
  expect([state.sent, state.slept]).toEqual([2, 1000]);
});

test("what began before the node's clock was set back is not ours, and holds nothing up", async () => {
  const { state, start } = world({ answers: [lost('unknown')] });
  const future = upidAt(began + 3600);
  state.tasks.push(future);
  await expect(start()).rejects.toThrow('injected');
  expect(await start()).not.toBe(future);
  expect([state.sent, state.slept]).toEqual([2, 30_000]);
});

test('an answer that is no UPID is kept in mind, and the task is looked for', async () => {
  const { state, start } = world({ answers: ['OK'] });
  await expect(start()).rejects.toThrow('where a task id was expected');
  expect(state.note).toMatchObject({ upid: null });
});
