import { hashSecret } from '../http/authenticate.ts';
import { changeContents } from '../model/contents.ts';
import { testCluster } from '../testing.ts';
import type { TestCluster } from '../testing.ts';

const base = '/nodes/pve1/qemu/100/snapshot';

/** Calls as root: the provisioner's role has no VM.Snapshot. */
async function withGuest(): Promise<TestCluster> {
  const cluster = testCluster();
  await cluster.task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100, name: 'web', full: 1 });
  const secret = 'root-secret';
  const root = cluster.sim.world.users['root@pam'];
  if (root !== undefined) root.tokens['all'] = { privsep: 0, expire: 0, secretHash: hashSecret(secret) };
  const call = cluster.as('root@pam!all', secret);
  return {
    ...cluster,
    call,
    task: async (method, path, params) => {
      const upid = String((await call(method, path, params)).data);
      await cluster.sim.tasks.ended(upid);
      const task = cluster.sim.world.tasks.find((item) => item.upid === upid);
      if (task === undefined) throw new Error(`no task ${upid}`);
      return task;
    },
  };
}

async function names({ call }: TestCluster): Promise<unknown[]> {
  return ((await call('GET', base)).data as { name: string; parent?: string }[]).map(({ name, parent }) => [name, parent ?? null]);
}

test('what is wrong with a snapshot shows in the task, and the guest stays as it is', async () => {
  const cluster = await withGuest();
  await cluster.task('POST', base, { snapname: 'one' });
  expect((await cluster.task('POST', base, { snapname: 'one' })).exitstatus).toBe("snapshot name 'one' already used");
  expect((await cluster.task('POST', `${base}/none/rollback`)).exitstatus).toBe("snapshot 'none' does not exist");
  const guest = cluster.sim.world.guests[100];
  if (guest !== undefined) guest.config['lock'] = 'backup';
  expect((await cluster.task('DELETE', `${base}/one`)).exitstatus).toBe('VM is locked (backup)');
  expect(await names(cluster)).toEqual([
    ['one', null],
    ['current', 'one'],
  ]);
});

test('a rollback brings config and contents back and ends the guest', async () => {
  const cluster = await withGuest();
  const guest = cluster.sim.world.guests[100];
  if (guest === undefined) throw new Error('no guest');
  changeContents(guest.contents, { files: { '/etc/motd': 'old\n' } });
  await cluster.task('POST', base, { snapname: 'one', description: 'before' });
  changeContents(guest.contents, { files: { '/etc/motd': 'new\n' } });
  await cluster.call('PUT', '/nodes/pve1/qemu/100/config', { memory: 4096 });
  await cluster.task('POST', '/nodes/pve1/qemu/100/status/start');
  expect((await cluster.task('POST', `${base}/one/rollback`)).exitstatus).toBe('OK');
  expect(guest.running).toBeNull();
  expect(guest.config['memory']).toBe('1024');
  expect(guest.contents.files['/etc/motd']?.content).toBe('old\n');
});

test('removing a snapshot hands its children to its parent', async () => {
  const cluster = await withGuest();
  for (const snapname of ['one', 'two', 'three']) await cluster.task('POST', base, { snapname });
  expect((await cluster.task('DELETE', `${base}/two`)).exitstatus).toBe('OK');
  expect(await names(cluster)).toEqual([
    ['three', 'one'],
    ['one', null],
    ['current', 'three'],
  ]);
});
