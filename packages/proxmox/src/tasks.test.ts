import type { PveClient } from './client.ts';
import type { Clock } from './clock.ts';
import type { TaskFailedError} from './errors.ts';
import { ProxmoxError, TaskDeadlineError, type ProxmoxErrorKind } from './errors.ts';
import { listTasks, waitForTask } from './tasks.ts';

const upid = 'UPID:pve2:0000C35A:0A1B2C3D:691F0E10:qmclone:9000:vigie@pve!provisioner:';
const running = { status: 'running' };
const ended = (exitstatus: string) => ({ status: 'stopped', exitstatus });

interface Asked {
  template: string;
  pathParams: Record<string, string | number>;
  params: Record<string, unknown> | undefined;
}

/** A client that gives the looks in turn, the last again and again, and keeps what it was asked. */
function clientOf(looks: unknown[], log: unknown = []) {
  const asked: Asked[] = [];
  const call = async (_method: string, template: string, pathParams: Record<string, string | number>, params?: Record<string, unknown>) => {
    asked.push({ template, pathParams, params });
    const answer = template.endsWith('/status') && looks.length > 1 ? looks.shift() : template.endsWith('/status') ? looks[0] : log;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { client: { call } as unknown as PveClient, asked };
}

/** Time that passes only by sleeping. */
function clockOf(): Clock & { slept: number[] } {
  const slept: number[] = [];
  return {
    slept,
    now: () => slept.reduce((sum, ms) => sum + ms, 0),
    sleep: async (ms) => {
      slept.push(ms);
    },
  };
}

function trouble(kind: ProxmoxErrorKind, reason: string): ProxmoxError {
  return new ProxmoxError({ outcome: 'refused', kind, status: 400, method: 'GET', template: '/t', path: '/t', reason });
}

const wait = (looks: unknown[], { clock = clockOf(), deadlineMs = 60_000, log = [] as unknown } = {}) =>
  waitForTask(clientOf(looks, log).client, upid, { deadlineMs, clock });

test.each(['job errors', 'unexpected status', 'ok', 'WARNINGS: ', 'WARNINGS: 2 and worse', "can't lock file"])(
  'a task that ended with %j failed',
  async (exitStatus) => {
    await expect(wait([ended(exitStatus)])).rejects.toMatchObject({ name: 'TaskFailedError', upid, exitStatus });
  },
);

test('a failed task brings the end of its log', async () => {
  const log = Array.from({ length: 30 }, (_, i) => ({ n: i + 1, t: `line ${i + 1}` }));
  const failed = (await wait([ended('no')], { log }).catch((error: unknown) => error)) as TaskFailedError;
  expect(failed.logTail).toHaveLength(20);
  expect(failed.logTail.at(-1)).toBe('line 30');
});

test('a failed task fails also when its log cannot be read', async () => {
  await expect(wait([ended('no')], { log: trouble('permission', 'no') })).rejects.toMatchObject({ exitStatus: 'no', logTail: [] });
});

test('OK is success; warnings are counted', async () => {
  expect(await wait([ended('OK')])).toEqual({ warnings: 0 });
  expect(await wait([ended('WARNINGS: 3')])).toEqual({ warnings: 3 });
});

test.each([[{ status: 'stopped', exitstatus: '' }], [{ status: 'stopped' }]])('%j is not the end yet', async (look) => {
  const clock = clockOf();
  expect(await wait([look, look, ended('OK')], { clock })).toEqual({ warnings: 0 });
  expect(clock.slept).toHaveLength(2);
});

test('the task is asked for on its own node', async () => {
  const { client, asked } = clientOf([ended('OK')]);
  await waitForTask(client, upid, { deadlineMs: 1000, clock: clockOf() });
  expect(asked).toEqual([{ template: '/nodes/{node}/tasks/{upid}/status', pathParams: { node: 'pve2', upid }, params: undefined }]);
});

test('looks come soon at first, at most half a second apart for five seconds, then ever more slowly, up to five seconds', async () => {
  const clock = clockOf();
  await wait([...Array<unknown>(60).fill(running), ended('OK')], { clock, deadlineMs: 600_000 });
  expect(clock.slept.slice(0, 8)).toEqual([100, 100, 100, 100, 100, 100, 120, 144]);
  const afterFiveSeconds = clock.slept.findIndex((ms) => ms > 500);
  expect(clock.slept.slice(0, afterFiveSeconds).reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(5000);
  expect(clock.slept[afterFiveSeconds]).toBe(1000);
  expect(Math.max(...clock.slept)).toBe(5000);
  expect(clock.slept.at(-1)).toBe(5000);
});

test('the deadline ends the waiting, not the task', async () => {
  const clock = clockOf();
  const error = await wait([running], { clock, deadlineMs: 7300 }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TaskDeadlineError);
  expect(error).toMatchObject({ upid, lastTrouble: null });
  expect(clock.now()).toBe(7300);
});

test('a task that is not there yet is waited for', async () => {
  expect(await wait([trouble('missing', 'upid: no such task'), ended('OK')])).toEqual({ warnings: 0 });
});

test('a task that is not there for half a minute is missing', async () => {
  const clock = clockOf();
  await expect(wait([trouble('missing', 'no such task')], { clock, deadlineMs: 600_000 })).rejects.toMatchObject({ kind: 'missing' });
  expect(clock.now()).toBeGreaterThanOrEqual(30_000);
});

test.each(['unreachable', 'timeout'] as const)('a node that is %s for a while does not fail the task', async (kind) => {
  expect(await wait([trouble(kind, 'no'), ended('OK')])).toEqual({ warnings: 0 });
  await expect(wait([trouble(kind, 'no')])).rejects.toMatchObject({ name: 'TaskDeadlineError', lastTrouble: { kind } });
});

test.each(['authentication', 'permission', 'certificate', 'missing'] as const)('a look that fails for %s is not repeated', async (kind) => {
  const clock = clockOf();
  await expect(wait([trouble(kind, 'no'), ended('OK')], { clock })).rejects.toMatchObject({ name: 'ProxmoxError', kind });
  expect(clock.slept).toEqual([]);
});

test('what is no UPID is never asked for', async () => {
  const { client, asked } = clientOf([ended('OK')]);
  await expect(waitForTask(client, 'OK', { deadlineMs: 1000 })).rejects.toThrow('not a UPID');
  expect(asked).toEqual([]);
});

test('who does not want to wait any more says so before a look', async () => {
  let looks = 0;
  const beforeLook = () => ((looks += 1) === 3 ? Promise.reject(new Error('stopped')) : Promise.resolve());
  await expect(waitForTask(clientOf([running, running, running]).client, upid, { deadlineMs: 60_000, clock: clockOf(), beforeLook })).rejects.toThrow('stopped');
  expect(looks).toBe(3);
});

test('the task list holds the running ones, since a moment in Unix seconds', async () => {
  const { client, asked } = clientOf([], [{ upid }]);
  expect(await listTasks(client, 'pve1', { since: new Date(1_700_000_000_900), typefilter: 'qmclone', vmid: 100 })).toEqual([{ upid }]);
  expect(asked[0]).toEqual({
    template: '/nodes/{node}/tasks',
    pathParams: { node: 'pve1' },
    params: { source: 'all', limit: 500, since: 1_700_000_000, typefilter: 'qmclone', vmid: 100 },
  });
});
