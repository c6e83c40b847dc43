import { changeStorage } from '../control/change-storage.ts';
import { testCluster } from '../testing.ts';

const onPve1 = '/nodes/pve1/storage';

test.each([`${onPve1}/pbs/content`, `${onPve1}/pbs/status`, `${onPve1}/pbs/prunebackups`, onPve1])(
  'a storage that blocks keeps GET %s until the proxy gives up',
  async (path) => {
    const { sim, call } = testCluster();
    changeStorage(sim, 'pbs', { unreachable: 'blocks' });
    expect(await call('GET', path)).toMatchObject({ status: 596, body: null });
  },
);

test('the others answer while it blocks, and it answers when it is back in time', async () => {
  const { sim, call } = testCluster({ proxyTimeout: 300 });
  changeStorage(sim, 'pbs', { unreachable: 'blocks' });
  const ended: string[] = [];
  const blocked = call('GET', `${onPve1}/pbs/content`).then((reply) => {
    ended.push('pbs');
    return reply;
  });
  expect((await call('GET', `${onPve1}/local/content`)).status).toBe(200);
  expect((await call('GET', `${onPve1}/ceph-vm/status`)).status).toBe(200);
  expect((await call('GET', onPve1, { content: 'images' })).status).toBe(200);
  expect((await call('GET', '/cluster/resources')).status).toBe(200);
  expect(ended).toEqual([]);
  changeStorage(sim, 'pbs', { unreachable: null });
  expect(await blocked).toMatchObject({ status: 200, data: [] });
});

test.each(['blocks', 'refuses'])('the resources go on with a storage that %s as unknown, without sizes', async (unreachable) => {
  const { sim, call } = testCluster();
  changeStorage(sim, 'ceph-vm', { unreachable });
  const rows = (await call('GET', '/cluster/resources', { type: 'storage' })).data as { storage: string; status: string; maxdisk?: number }[];
  expect(rows.filter(({ storage }) => storage === 'ceph-vm').map(({ status, maxdisk }) => [status, maxdisk])).toEqual([
    ['unknown', undefined],
    ['unknown', undefined],
  ]);
  expect(rows.filter(({ storage }) => storage !== 'ceph-vm').every(({ status }) => status === 'available')).toBe(true);
});

test('a storage that refuses is told at once, and inactive in the list', async () => {
  const { sim, call } = testCluster();
  changeStorage(sim, 'pbs', { unreachable: 'refuses' });
  const refused = await call('GET', `${onPve1}/pbs/content`);
  expect([refused.status, refused.statusText]).toEqual([
    500,
    "pbs: error fetching datastores - 500 Can't connect to 127.0.0.1:8007 (Connection refused)",
  ]);
  expect((await call('GET', onPve1, { storage: 'pbs' })).data).toMatchObject([{ storage: 'pbs', active: 0, enabled: 1 }]);
});

test.each([
  ['blocks', 'Connection timed out'],
  ['refuses', 'Connection refused'],
])('a backup to a storage that %s fails with its cause', async (unreachable, cause) => {
  const cluster = testCluster();
  changeStorage(cluster.sim, 'pbs', { unreachable });
  expect((await cluster.task('POST', '/nodes/pve1/vzdump', { vmid: 9000, storage: 'pbs' })).exitstatus).toBe(
    `could not activate storage 'pbs': pbs: error fetching datastores - 500 Can't connect to 127.0.0.1:8007 (${cause})`,
  );
  expect(cluster.sim.world.backups).toEqual([]);
});

test('a clone from a storage that is away fails and leaves nothing; a storage that goes in the middle of a backup ends it', async () => {
  const cluster = testCluster({ backup: 40 });
  changeStorage(cluster.sim, 'ceph-vm', { unreachable: 'refuses' });
  expect((await cluster.task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100 })).exitstatus).toBe(
    "clone failed: rbd error: rbd: couldn't connect to the cluster!",
  );
  expect(cluster.sim.world.guests[100]).toBeUndefined();
  const upid = String((await cluster.call('POST', '/nodes/pve1/vzdump', { vmid: 9000, storage: 'pbs' })).data);
  changeStorage(cluster.sim, 'pbs', { unreachable: 'blocks' });
  await cluster.sim.tasks.ended(upid);
  expect(cluster.sim.world.tasks.find((task) => task.upid === upid)?.exitstatus).not.toBe('OK');
  expect([cluster.sim.world.backups, cluster.sim.world.guests[9000]?.config['lock']]).toEqual([[], undefined]);
});

test('a removal on a storage that is away fails in its task and removes nothing', async () => {
  const cluster = testCluster();
  await cluster.task('POST', '/nodes/pve1/vzdump', { vmid: 9000, storage: 'pbs' });
  const [{ volid }] = (await cluster.call('GET', `${onPve1}/pbs/content`)).data as [{ volid: string }];
  changeStorage(cluster.sim, 'pbs', { unreachable: 'refuses' });
  expect((await cluster.task('DELETE', `${onPve1}/pbs/content/${encodeURIComponent(volid)}`)).exitstatus).toContain('Connection refused');
  expect(cluster.sim.world.backups).toHaveLength(1);
});
