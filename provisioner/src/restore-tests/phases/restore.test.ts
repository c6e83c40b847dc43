import { TaskFailedError } from '@vigie/proxmox/errors';
import { backupFact, fakeContext, labVmid, mac, refused, restoredConfig, upidOf } from '../fixture.ts';
import { restore } from './restore.ts';

const cards = { net0: `virtio=${mac},bridge=viglab0` };
const there = { 'GET /nodes/{node}/qemu/{vmid}/config': () => restoredConfig() };
const none = { 'GET /cluster/resources': () => [], 'GET /nodes/{node}/qemu/{vmid}/config': () => Promise.reject(refused('does not exist', 'missing')) };

function world(routes: Parameters<typeof fakeContext>[0], facts = {}) {
  let sent = false;
  const before = none['GET /nodes/{node}/qemu/{vmid}/config'];
  return fakeContext(
    {
      ...none,
      'POST /nodes/{node}/qemu': () => ((sent = true), upidOf('qmrestore')),
      'GET /nodes/{node}/qemu/{vmid}/config': () => (sent ? restoredConfig() : before()),
      ...routes,
    },
    { facts: { backup: backupFact(), cards, cloudInit: true, ...facts } },
  );
}
const failing = (exitStatus: string, log: string[] = []) => {
  const fake = world({});
  fake.context.pve.waitForTask = (upid) => Promise.reject(new TaskFailedError(upid, exitStatus, log));
  return fake;
};

test('never unique, never force, never start; every card in the lab, and the name that cloud-init makes the host name of', async () => {
  const { context, writes, facts } = world({});
  expect(await restore.run(context)).toMatchObject([{ name: 'restored', passed: true }]);
  expect(writes()).toHaveLength(1);
  expect(writes()[0]?.params).toEqual({
    vmid: labVmid, archive: backupFact().volume, storage: 'ceph-vm', pool: 'vigie-lab', onboot: 0, protection: 0, tags: 'vigie-lab',
    description: 'vigie-restore-test:rst_1', ...cards,
  });
  expect(facts).toMatchObject({ restored: true, restoreUpid: upidOf('qmrestore'), restoreBeganAt: '2026-11-21T03:30:00.000Z' });
});

test('without cloud-init the name says what it is', async () => {
  const { context, writes } = world({}, { cloudInit: false });
  await restore.run(context);
  expect(writes()[0]?.params.name).toBe('lab-web-01');
});

test.each([
  ["command 'pbs-restore' failed: exit code 255", [], 'restore-failed'],
  ["command 'proxmox-backup-client' failed: exit code 255", ['Error: missing key - manifest was created with key aa:bb'], 'backup-key-missing'],
])('a failed task is a result: %s %j', async (exitStatus, log, code) => {
  const [proof] = await restore.run(failing(exitStatus, log).context);
  expect(proof).toMatchObject({ passed: false, reason: { code }, technical: expect.stringContaining(exitStatus) });
});

test.each(['no space left on device', "can't lock file '/var/lock/x' - got timeout", 'unexpected status'])(
  '%s is not the fault of the backup',
  async (exitStatus) => {
    await expect(restore.run(failing(exitStatus).context)).rejects.toBeInstanceOf(TaskFailedError);
  },
);

test('a backup server that went away is waited for', async () => {
  await expect(restore.run(failing("pbs: error fetching datastores - 500 Can't connect to pbs:8007").context)).rejects.toMatchObject({
    name: 'StepRetry', reason: { code: 'backup-storage-away' },
  });
});

test('a VMID that somebody else took meanwhile is left alone', async () => {
  const { context, writes } = world({ 'POST /nodes/{node}/qemu': () => Promise.reject(refused('VM 30000 already exists', 'conflict', 'POST')) });
  await expect(restore.run(context)).rejects.toMatchObject({ name: 'StepFailure', reason: { code: 'lab-not-usable' } });
  expect(writes().map(({ call }) => call)).toEqual(['POST /nodes/{node}/qemu']);
});

test('what a killed attempt left bare is removed first; a repeated phase restores nothing again', async () => {
  let destroyed = false;
  const bare = { lock: 'create' };
  const { context, writes } = world(
    {
      'GET /cluster/resources': () => (destroyed ? [] : [{ type: 'qemu', vmid: labVmid, node: 'pve1' }]),
      'GET /nodes/{node}/qemu/{vmid}/config': () => (destroyed ? restoredConfig() : bare),
      'GET /nodes/{node}/tasks/{upid}/status': () => ({ status: 'stopped' }),
      'GET /nodes/{node}/qemu/{vmid}/status/current': () => ({ status: 'stopped' }),
      'DELETE /nodes/{node}/qemu/{vmid}': () => ((destroyed = true), upidOf('qmdestroy')),
    },
    { restoreUpid: upidOf('qmrestore') },
  );
  await restore.run(context);
  expect(writes().map(({ call }) => call)).toEqual(['DELETE /nodes/{node}/qemu/{vmid}', 'POST /nodes/{node}/qemu']);
  const again = fakeContext(there, { facts: { backup: backupFact(), cards, restored: true } });
  expect(await restore.run(again.context)).toMatchObject([{ passed: true }]);
  expect(again.writes()).toEqual([]);
});

test('somebody stops the test before Proxmox restores, and while it does', async () => {
  const { context, writes } = world({});
  Object.assign(context, { cancelled: () => Promise.resolve(true) });
  await expect(restore.run(context)).rejects.toMatchObject({ name: 'TestCancelled' });
  expect(writes()).toEqual([]);
  Object.assign(context, { cancelled: () => Promise.resolve(writes().length > 0) });
  await expect(restore.run(context)).rejects.toMatchObject({ name: 'TestCancelled' });
  expect(writes().map(({ call }) => call)).toEqual(['POST /nodes/{node}/qemu']);
});
