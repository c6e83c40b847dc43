import { jest } from '@jest/globals';
import { TaskFailedError } from '@vigie/proxmox/errors';
import type { TaskEntry } from '@vigie/proxmox/tasks';
import type { TaskNote } from '../steps/ports.ts';
import { cluster, fakeNotes, fakePve, machine, refused, type Answers } from './fixture.ts';
import { makeBackup } from './make-backup.ts';

const upid = 'UPID:pve1:00001A1E:000703AC:65920080:vzdump:20000:vigie@pve!provisioner:';
const startSeconds = 0x65920080;
const vzdump = 'POST /nodes/{node}/vzdump';
const content = 'GET /nodes/{node}/storage/{storage}/content';
const entry = (more: Record<string, unknown> = {}) => ({
  volid: 'pbs:backup/vm/20000/x', vmid: 20_000, ctime: startSeconds + 1, size: 500, notes: 'web-01: Vigie bak_1', ...more,
});

/** A cluster in which vzdump makes `made`, and all that a run of it needs. */
function world({ made = entry() as object | null, answers = {} as Answers, note = null as TaskNote | null } = {}) {
  let listed: unknown[] = [];
  const fake = fakePve({
    ...cluster,
    [content]: () => listed,
    [vzdump]: () => {
      listed = made ? [made] : [];
      return upid;
    },
    'GET /nodes/{node}/tasks/{upid}/log': [{ n: 1, t: 'INFO: status = running' }],
    ...answers,
  });
  const tasks = fakeNotes(note);
  const report = {
    node: jest.fn(() => Promise.resolve()),
    task: jest.fn((_upid: string | null) => Promise.resolve()),
    progress: jest.fn(() => Promise.resolve()),
  };
  const isTaskOfOther = jest.fn((_upid: string) => Promise.resolve(false));
  const parts = { pve: fake.pve, tasks, run: { id: 'bak_1', node: null as string | null, upid: null }, vm: machine, report, isTaskOfOther };
  return {
    fake, parts, tasks, report, isTaskOfOther,
    list: (...rows: unknown[]) => void (listed = rows),
  };
}

const listedTask: TaskEntry = { upid, node: 'pve1', type: 'vzdump', id: '20000', user: 'vigie@pve', starttime: startSeconds };

test('made once, with the run in its notes, and never breaking off other backups', async () => {
  const { fake, parts, report, tasks } = world();
  expect(await makeBackup(parts)).toEqual({
    volume: 'pbs:backup/vm/20000/x', takenAt: new Date((startSeconds + 1) * 1000), sizeBytes: 500, consistent: false,
  });
  expect(fake.sent(vzdump)).toEqual([
    { vmid: 20_000, storage: 'pbs', mode: 'snapshot', compress: 'zstd', remove: 0, 'notes-template': '{{guestname}}: Vigie bak_1' },
  ]);
  expect(report.node).toHaveBeenCalledWith('pve1');
  expect(report.task).toHaveBeenCalledWith(upid);
  expect(tasks.noted()).toBeNull();
});

test('a backup of the run that is there already is taken, nothing is sent', async () => {
  const { fake, parts, list } = world();
  list(entry({ notes: 'web-01: Vigie bak_2' }), entry({ volid: 'pbs:backup/vm/20000/half', size: 1 }), entry({ volid: 'pbs:backup/vm/20000/own' }));
  expect(await makeBackup(parts)).toMatchObject({ volume: 'pbs:backup/vm/20000/own' });
  expect(fake.sent(vzdump)).toEqual([]);
});

test('an answer that got lost: its task is found and waited for', async () => {
  const { fake, parts, list } = world({ note: { sentAt: new Date(startSeconds * 1000), upid: null } });
  fake.pve.listTasks = () => {
    list(entry());
    return Promise.resolve([listedTask]);
  };
  expect(await makeBackup(parts)).toMatchObject({ volume: 'pbs:backup/vm/20000/x' });
  expect(fake.sent(vzdump)).toEqual([]);
});

test("a lost answer is not looked for among other runs' tasks, and is looked for where it was sent", async () => {
  const { fake, parts, isTaskOfOther } = world({ note: { sentAt: new Date(startSeconds * 1000), upid: null } });
  const asked: string[] = [];
  fake.pve.listTasks = (node) => {
    asked.push(node);
    return Promise.resolve([listedTask]);
  };
  isTaskOfOther.mockResolvedValue(true);
  parts.run.node = 'pve7';
  await makeBackup(parts);
  expect(new Set(asked)).toEqual(new Set(['pve7']));
  expect(fake.sent(vzdump)).toHaveLength(1);
});

test('a machine that has just moved: nothing was started, and nothing is looked for later', async () => {
  const { parts, tasks } = world({ answers: { [vzdump]: 'OK' } });
  await expect(makeBackup(parts)).rejects.toMatchObject({ name: 'StepRetry', reason: { code: 'backup-not-started' } });
  expect(tasks.noted()).toBeNull();
});

test.each([
  ['another lock', ["ERROR: Backup of VM 20000 failed - VM is locked (snapshot)"], { name: 'StepRetry', reason: { code: 'proxmox-busy' } }],
  ['no room', ['ERROR: Backup of VM 20000 failed - write error: No space left on device'], { name: 'StepFailure', reason: { code: 'storage-full' } }],
  ['anything else', ['ERROR: Backup of VM 20000 failed - something'], { name: 'TaskFailedError', exitStatus: 'job errors' }],
])('a vzdump that fails for %s', async (_, logTail, expected) => {
  const { fake, parts, report } = world();
  fake.pve.waitForTask = () => Promise.reject(new TaskFailedError(upid, 'job errors', logTail));
  await expect(makeBackup(parts)).rejects.toMatchObject(expected);
  expect(report.task).toHaveBeenLastCalledWith(null);
});

test('a backup whose notes could not be written is known by its time; an older one is not taken for it', async () => {
  expect(await makeBackup(world({ made: entry({ notes: '' }) }).parts)).toMatchObject({ volume: 'pbs:backup/vm/20000/x' });
  const older = world({ made: entry({ notes: '', ctime: startSeconds - 60 }) });
  await expect(makeBackup(older.parts)).rejects.toMatchObject({ reason: { code: 'backup-not-listed' } });
});

test('a refused call leaves nothing behind', async () => {
  const { parts, tasks } = world({ answers: { [vzdump]: refused('Permission check failed', 'permission') } });
  await expect(makeBackup(parts)).rejects.toMatchObject({ kind: 'permission' });
  expect(tasks.noted()).toBeNull();
});
