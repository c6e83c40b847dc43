import { jest } from '@jest/globals';
import { ProxmoxError, TaskFailedError } from '@vigie/proxmox/errors';
import type { TaskEntry } from '@vigie/proxmox/tasks';
import type { TaskNote } from '../ports.ts';
import { runTask, type TaskCall, type TaskRunner } from './task.ts';

const upidOf = (user: string) => `UPID:pve1:00001234:00005678:6560A1B2:qmstart:20000:${user}:`;
const upid = upidOf('vigie@pve!provisioner');
const lost = (outcome: 'refused' | 'unknown') =>
  new ProxmoxError({ outcome, kind: 'timeout', status: null, method: 'POST', template: '/x', path: '/x', reason: 'reset' });

function world() {
  let note: TaskNote | null = null;
  const listed: TaskEntry[] = [];
  const waitForTask = jest.fn((_upid: string) => Promise.resolve({ warnings: 0 }));
  // A minute goes by between two looks at the node's clock: no call is under way any more.
  let time = 1_800_000_000;
  const context = {
    owner: 'ord_1',
    pve: {
      tokenId: 'vigie@pve!provisioner', waitForTask, listTasks: () => Promise.resolve(listed),
      call: () => Promise.resolve({ time: (time += 60) }),
    },
    tasks: {
      find: () => Promise.resolve(note),
      sending: (_owner: string, _key: string, sentAt: Date) => Promise.resolve(void (note = { sentAt, upid: null })),
      started: (_owner: string, _key: string, started: string) => Promise.resolve(void (note = { sentAt: new Date(), upid: started })),
      forget: () => Promise.resolve(void (note = null)),
    },
  } as unknown as TaskRunner;
  const send = jest.fn(() => Promise.resolve(upid));
  const call: TaskCall = { key: 'start', node: 'pve1', type: 'qmstart', vmid: 20000, deadlineMs: 1000, send };
  const entry = (user: string): TaskEntry => ({
    upid: upidOf(user), node: 'pve1', type: 'qmstart', id: '20000', user: user.replace(/!.*/, ''), starttime: 1,
  });
  return { context, call, send, waitForTask, listed, entry, noted: () => note };
}

describe('runTask', () => {
  test('a lost answer is looked for in the task list before anything is sent again', async () => {
    const { context, call, send, waitForTask, listed, entry } = world();
    send.mockRejectedValueOnce(lost('unknown'));
    await expect(runTask(context, call)).rejects.toThrow(/reset/);
    listed.push(entry('vigie@pve!provisioner'));
    await runTask(context, call);
    expect(send).toHaveBeenCalledTimes(1);
    expect(waitForTask).toHaveBeenCalledWith(upid, 1000, undefined);
  });

  test("somebody else's task is not taken for ours", async () => {
    const { context, call, send, listed, entry } = world();
    send.mockRejectedValueOnce(lost('unknown'));
    await expect(runTask(context, call)).rejects.toThrow(/reset/);
    listed.push(entry('root@pam'), entry('vigie@pve!exporter'));
    await runTask(context, call);
    expect(send).toHaveBeenCalledTimes(2);
  });

  test('a task of the right type that is about another VM is not taken for ours', async () => {
    const { context, call, send, listed, entry } = world();
    send.mockRejectedValueOnce(lost('unknown'));
    await expect(runTask(context, call)).rejects.toThrow(/reset/);
    listed.push(entry('vigie@pve!provisioner'));
    await runTask(context, { ...call, isOurs: () => Promise.resolve(false) });
    expect(send).toHaveBeenCalledTimes(2);
  });

  test('a task that was under way when the daemon died is waited for, not sent again', async () => {
    const { context, call, send, waitForTask } = world();
    waitForTask.mockRejectedValueOnce(new Error('killed'));
    await expect(runTask(context, call)).rejects.toThrow('killed');
    await runTask(context, call);
    expect(send).toHaveBeenCalledTimes(1);
    expect(waitForTask).toHaveBeenCalledTimes(2);
  });

  test('a refused or failed call leaves nothing to look for', async () => {
    const { context, call, send, waitForTask, noted } = world();
    send.mockRejectedValueOnce(lost('refused'));
    await expect(runTask(context, call)).rejects.toThrow(/reset/);
    expect(noted()).toBeNull();
    waitForTask.mockRejectedValueOnce(new TaskFailedError(upid, 'no space', []));
    await expect(runTask(context, call)).rejects.toThrow(/no space/);
    expect(noted()).toBeNull();
  });

  test('a task that Proxmox has forgotten is not asked for again', async () => {
    const { context, call, send, waitForTask, noted } = world();
    const about = { method: 'GET', template: '/x', path: '/x', reason: 'no such task' };
    const gone = new ProxmoxError({ outcome: 'refused', kind: 'missing', status: 500, ...about });
    waitForTask.mockRejectedValueOnce(gone);
    await expect(runTask(context, call)).rejects.toThrow(/does not know the task/);
    expect(noted()).toBeNull();
    await runTask(context, call);
    expect(send).toHaveBeenCalledTimes(2);
  });
});
