import { changeNode } from '../control/change-node.ts';
import { hashSecret } from '../http/authenticate.ts';
import { superviseHa } from '../model/ha-recovery.ts';
import { rootCluster } from '../root-cluster.ts';
import type { TestCluster } from '../testing.ts';

const gib = 1024 ** 3;

/** Guest 100 with its disks on ZFS, and a job to pve2 that was made so many seconds ago. */
async function replicated(seconds: number): Promise<TestCluster> {
  const cluster = await rootCluster();
  const { world } = cluster.sim;
  world.storages['zfs'] = { type: 'zfspool', content: ['images'], shared: false, options: { pool: 'rpool' }, total: 100 * gib, used: 0 };
  await cluster.task('DELETE', '/nodes/pve1/qemu/100');
  await cluster.task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100, full: 1, storage: 'zfs' });
  expect((await cluster.call('POST', '/cluster/replication', { id: '100-0', type: 'local', target: 'pve2' })).status).toBe(200);
  const job = world.replication?.['100-0'];
  if (job !== undefined) job.state.since -= seconds;
  return cluster;
}

async function status({ call }: TestCluster): Promise<Record<string, unknown>> {
  return (await call('GET', '/nodes/pve1/replication/100-0/status')).data as Record<string, unknown>;
}

test('a disk on a storage that cannot replicate is named', async () => {
  const { call } = await rootCluster();
  expect((await call('POST', '/cluster/replication', { id: '100-0', type: 'local', target: 'pve2' })).statusText).toBe(
    "missing replicate feature on volume 'ceph-vm:vm-100-disk-0'",
  );
});

test('a guest has one job per target, and none to its own node', async () => {
  const { call } = await replicated(0);
  const more = (id: string, target: string) => call('POST', '/cluster/replication', { id, type: 'local', target });
  expect((await more('100-0', 'pve2')).statusText).toBe("replication job '100-0' already exists");
  expect((await more('100-1', 'pve2')).statusText).toContain("to target 'pve2' already exists");
  expect((await more('100-1', 'pve1')).errors).toEqual({ target: 'target is local node.' });
});

test('a job has run at every quarter of an hour since it was made', async () => {
  const cluster = await replicated(3600);
  const { last_sync: last, next_sync: next, fail_count: failed } = await status(cluster);
  expect([Number(last) % 900, Number(next) - Number(last), failed]).toEqual([0, 900, 0]);
});

test('while the target is off each run fails and counts; the last good one stays', async () => {
  const cluster = await replicated(1800);
  const { last_sync: before } = await status(cluster);
  changeNode(cluster.sim, 'pve2', { online: false });
  for (let run = 0; run < 2; run += 1) await cluster.call('POST', '/nodes/pve1/replication/100-0/schedule_now');
  expect(await status(cluster)).toMatchObject({ last_sync: before, fail_count: 2, error: expect.stringContaining('exit code 255') as string });
  changeNode(cluster.sim, 'pve2', { online: true });
  await cluster.call('POST', '/nodes/pve1/replication/100-0/schedule_now');
  expect(await status(cluster)).not.toHaveProperty('error');
});

test('a lost node: with a copy on the other the guest starts there, with none it does not', async () => {
  for (const [seconds, state] of [
    [1800, 'started'],
    [0, 'error'],
  ] as const) {
    const { sim, task } = await replicated(seconds);
    const job = sim.world.replication?.['100-0'];
    // A job made on the very second of a run waits for the next one.
    if (seconds === 0 && job !== undefined) job.disable = 1;
    sim.world.ha.resources['vm:100'] = { state: 'started' };
    await task('POST', '/nodes/pve1/qemu/100/status/start');
    await sim.tasks.drain();
    changeNode(sim, 'pve1', { online: false });
    superviseHa(sim);
    await sim.tasks.drain();
    expect([sim.world.guests[100]?.node, sim.world.ha.manager?.['vm:100']]).toEqual(['pve2', state]);
  }
});

test('after a migration to the target the job goes the other way', async () => {
  const { task, call } = await replicated(0);
  await task('POST', '/nodes/pve1/qemu/100/migrate', { target: 'pve2' });
  expect((await call('GET', '/cluster/replication/100-0')).data).toMatchObject({ source: 'pve2', target: 'pve1' });
});

test('a removed job is marked until the scheduler has seen it; by force it is gone at once', async () => {
  const { call, sim } = await replicated(0);
  await call('DELETE', '/cluster/replication/100-0');
  expect((await call('GET', '/cluster/replication/100-0')).data).toMatchObject({ remove_job: 'full' });
  const job = sim.world.replication?.['100-0'];
  if (job !== undefined) job.state.since -= 61;
  expect((await call('GET', '/cluster/replication')).data).toEqual([]);
  await call('POST', '/cluster/replication', { id: '100-0', type: 'local', target: 'pve2' });
  await call('DELETE', '/cluster/replication/100-0', { force: 1 });
  expect((await call('GET', '/cluster/replication')).data).toEqual([]);
});

test('a guest with a job goes only with purge', async () => {
  const { call, task, sim } = await replicated(0);
  expect((await call('DELETE', '/nodes/pve1/qemu/100')).statusText).toBe(
    "There is a replication job '100-0' for guest '100' - Please remove that first.",
  );
  await task('DELETE', '/nodes/pve1/qemu/100', { purge: 1 });
  expect(sim.world.replication).toEqual({});
});

test('who does not see the guest does not see its job', async () => {
  const { sim, as } = await replicated(0);
  sim.world.users['anna@pve'] = { enable: 1, expire: 0, groups: [], tokens: { t: { privsep: 0, expire: 0, secretHash: hashSecret('s') } } };
  const anna = as('anna@pve!t', 's');
  expect((await anna('GET', '/cluster/replication')).data).toEqual([]);
  expect((await anna('GET', '/cluster/replication/100-0')).statusText).toBe('Permission check failed (/vms/100, VM.Audit)');
});
