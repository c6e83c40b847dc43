import { listPbsTasks, waitForPbsTask } from './pbs-tasks.ts';

const upid = 'UPID:pbs:0000C35A:0A1B2C3D:0000001F:691F0E10:verify:main:vigie@pbs!provisioner:';
const clock = { now: () => 0, sleep: () => Promise.resolve() };

/** A backup server that gives the looks in turn. */
function serverOf(...looks: unknown[]) {
  const asked: unknown[] = [];
  const call = async <T>(_method: string, template: string, path: unknown, params?: unknown) => {
    asked.push([template, path, ...(params === undefined ? [] : [params])]);
    return (template.endsWith('/log') ? [{ n: 1, t: 'bad chunk' }] : looks.shift()) as T;
  };
  return { api: { call }, asked };
}

const wait = (...looks: unknown[]) => waitForPbsTask(serverOf(...looks).api, upid, { deadlineMs: 1000, clock });

test('a task is asked for on localhost, whatever the server calls itself, until it has ended', async () => {
  const { api, asked } = serverOf({ status: 'running' }, { status: 'stopped', exitstatus: 'OK' });
  expect(await waitForPbsTask(api, upid, { deadlineMs: 1000, clock })).toEqual({ warnings: 0 });
  expect(asked).toEqual(Array(2).fill(['/nodes/{node}/tasks/{upid}/status', { node: 'localhost', upid }]));
});

test('warnings are counted, and anything else has failed', async () => {
  expect(await wait({ status: 'stopped', exitstatus: 'WARNINGS: 2' })).toEqual({ warnings: 2 });
  const text = 'verification failed - please check the log for details';
  await expect(wait({ status: 'stopped', exitstatus: text })).rejects.toMatchObject({ name: 'TaskFailedError', exitStatus: text, logTail: ['bad chunk'] });
});

test('a UPID of Proxmox VE is not asked for', async () => {
  const { api, asked } = serverOf();
  const other = 'UPID:pve1:0000C35A:0A1B2C3D:691F0E10:qmclone:9000:vigie@pve!provisioner:';
  await expect(waitForPbsTask(api, other, { deadlineMs: 1000 })).rejects.toThrow('not a UPID of a backup server');
  expect(asked).toEqual([]);
});

test('the list is since a moment in Unix seconds', async () => {
  const { api, asked } = serverOf([]);
  await listPbsTasks(api, { since: new Date(1_700_000_000_900), typefilter: 'verif', store: 'main' });
  expect(asked).toEqual([['/nodes/{node}/tasks', { node: 'localhost' }, { limit: 500, since: 1_700_000_000, typefilter: 'verif', store: 'main' }]]);
});
