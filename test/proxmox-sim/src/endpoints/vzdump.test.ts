import { testCluster } from '../testing.ts';
import type { TestCluster } from '../testing.ts';

interface Row {
  volid: string;
  size: number;
  notes?: string;
  verification?: { state: string };
}

async function withGuest(delays = {}): Promise<TestCluster> {
  const cluster = testCluster(delays);
  await cluster.task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100, name: 'web' });
  return cluster;
}

async function backups({ call }: TestCluster): Promise<Row[]> {
  return (await call('GET', '/nodes/pve2/storage/pbs/content', { content: 'backup', vmid: 100 })).data as Row[];
}

test('nothing is started for a guest on another node', async () => {
  const cluster = await withGuest();
  expect(await cluster.call('POST', '/nodes/pve2/vzdump', { vmid: 100, storage: 'pbs' })).toMatchObject({ status: 200, data: 'OK' });
  expect(await backups(cluster)).toEqual([]);
});

test('a missing guest shows in the task only', async () => {
  const cluster = await withGuest();
  const task = await cluster.task('POST', '/nodes/pve1/vzdump', { vmid: 4711, storage: 'pbs' });
  expect(task.exitstatus).toBe('job errors');
  expect(task.log).toContain("ERROR: Backup of VM 4711 failed - unable to find VM '4711'");
});

test('a guest that is locked fails, the others are backed up', async () => {
  const cluster = await withGuest();
  const template = cluster.sim.world.guests[9000];
  if (template !== undefined) template.config['lock'] = 'migrate';
  const task = await cluster.task('POST', '/nodes/pve1/vzdump', { vmid: '9000,100', storage: 'pbs' });
  expect(task.exitstatus).toBe('job errors');
  expect(task.log).toContain('ERROR: Backup of VM 9000 failed - VM is locked (migrate)');
  expect(await backups(cluster)).toHaveLength(1);
});

test('retention in the call needs Datastore.Allocate', async () => {
  const cluster = await withGuest();
  cluster.sim.world.roles['VigieProvisioner'] = ['VM.Backup', 'Datastore.AllocateSpace'];
  const refused = await cluster.call('POST', '/nodes/pve1/vzdump', { vmid: 100, storage: 'pbs', 'prune-backups': 'keep-last=1' });
  expect([refused.status, refused.statusText]).toEqual([403, 'Permission check failed (/storage/pbs, Datastore.Allocate)']);
  expect((await cluster.task('POST', '/nodes/pve1/vzdump', { vmid: 100, storage: 'pbs' })).exitstatus).toBe('OK');
});

test('while the backup server is off the task fails and nothing is listed', async () => {
  const cluster = await withGuest();
  cluster.sim.world.pbs.online = false;
  const task = await cluster.task('POST', '/nodes/pve1/vzdump', { vmid: 100, storage: 'pbs' });
  expect(task.exitstatus).toContain("could not activate storage 'pbs': pbs: error fetching datastores");
  expect((await cluster.call('GET', '/nodes/pve1/storage/pbs/content')).status).toBe(500);
  expect(await cluster.call('GET', '/nodes/pve1/storage/pbs/status')).toMatchObject({ data: { active: 0, total: 0 } });
});

test('while it is written a backup has no size and the guest is locked; a second one on the node waits', async () => {
  const cluster = await withGuest({ backup: 400 });
  const first = cluster.task('POST', '/nodes/pve1/vzdump', { vmid: 100, storage: 'pbs' });
  while ((await backups(cluster)).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await backups(cluster)).toMatchObject([{ size: 1 }]);
  expect(cluster.sim.world.guests[100]?.config['lock']).toBe('backup');
  const second = cluster.task('POST', '/nodes/pve1/vzdump', { vmid: 9000, storage: 'pbs' });
  expect((await first).exitstatus).toBe('OK');
  expect((await second).log).toContain('INFO: trying to get global lock - waiting...');
  expect(cluster.sim.world.guests[100]?.config['lock']).toBeUndefined();
});

test('an aborted backup leaves nothing', async () => {
  const cluster = await withGuest({ backup: 60_000 });
  const reply = await cluster.call('POST', '/nodes/pve1/vzdump', { vmid: 100, storage: 'pbs' });
  const upid = String(reply.data);
  while ((await backups(cluster)).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await cluster.call('DELETE', `/nodes/pve1/tasks/${upid}`);
  await cluster.sim.tasks.ended(upid);
  expect(await backups(cluster)).toEqual([]);
  expect(cluster.sim.world.guests[100]?.config['lock']).toBeUndefined();
});

test('notes are filled in, retention removes the oldest, a protected one stays', async () => {
  const cluster = await withGuest();
  const order = { vmid: 100, storage: 'pbs', 'notes-template': '{{guestname}} on {{node}}' };
  await cluster.task('POST', '/nodes/pve1/vzdump', { ...order, protected: 1 });
  for (const _ of [1, 2, 3]) await cluster.task('POST', '/nodes/pve1/vzdump', { ...order, 'prune-backups': 'keep-last=2' });
  const rows = await backups(cluster);
  expect(rows).toMatchObject([{ protected: 1, notes: 'web on pve1' }, {}, {}]);
  expect(rows).toHaveLength(3);
});

test('a protected backup cannot be removed', async () => {
  const cluster = await withGuest();
  await cluster.task('POST', '/nodes/pve1/vzdump', { vmid: 100, storage: 'pbs', protected: 1 });
  const path = `/nodes/pve1/storage/pbs/content/${encodeURIComponent((await backups(cluster))[0]?.volid ?? '')}`;
  expect((await cluster.task('DELETE', path)).exitstatus).toContain('cannot remove protected volume');
  expect((await cluster.call('PUT', path, { protected: 0, notes: 'old' })).status).toBe(200);
  expect(await backups(cluster)).toMatchObject([{ notes: 'old' }]);
  expect((await cluster.task('DELETE', path)).exitstatus).toBe('OK');
  expect(await backups(cluster)).toEqual([]);
});
