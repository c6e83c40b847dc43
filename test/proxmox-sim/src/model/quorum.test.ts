import { testCluster } from '../testing.ts';
import type { TestCluster } from '../testing.ts';

async function withGuest(): Promise<TestCluster> {
  const cluster = testCluster();
  await cluster.task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100, name: 'web', full: 1 });
  return cluster;
}

/** A cluster of two without the external vote, one of them off. */
async function withoutQuorum(): Promise<TestCluster> {
  const cluster = await withGuest();
  cluster.sim.world.cluster.qdevice = false;
  const node = cluster.sim.world.nodes['pve2'];
  if (node !== undefined) node.online = false;
  return cluster;
}

async function quorate({ call }: TestCluster): Promise<unknown> {
  const rows = (await call('GET', '/cluster/status')).data as { type: string; quorate?: number }[];
  return rows.find((row) => row.type === 'cluster')?.quorate;
}

test('an external vote keeps one of two nodes quorate', async () => {
  const cluster = await withoutQuorum();
  expect(await quorate(cluster)).toBe(0);
  cluster.sim.world.cluster.qdevice = true;
  expect(await quorate(cluster)).toBe(1);
  expect((await cluster.call('POST', '/pools', { poolid: 'p1' })).status).toBe(200);
});

test('without quorum reads answer and writes are refused with three texts', async () => {
  const { call, sim } = await withoutQuorum();
  const before = structuredClone(sim.world.guests);
  expect((await call('GET', '/nodes/pve1/qemu/100/config')).status).toBe(200);
  const texts = await Promise.all([
    call('POST', '/nodes/pve1/qemu/9000/clone', { newid: 101 }),
    call('PUT', '/nodes/pve1/qemu/100/config', { memory: 512 }),
    call('POST', '/pools', { poolid: 'p1' }),
  ]);
  expect(texts.map(({ status }) => status)).toEqual([500, 500, 500]);
  expect(texts.map(({ statusText }) => statusText.replace(/\d+' -/, "PID' -"))).toEqual([
    'cluster not ready - no quorum?',
    "unable to open file '/etc/pve/nodes/pve1/qemu-server/100.conf.tmp.PID' - Permission denied",
    "create pool failed: cfs-lock 'file-user_cfg' error: no quorum!",
  ]);
  expect(sim.world.guests).toEqual(before);
  expect(sim.world.pools).toEqual({});
});

test('without quorum a deletion fails at the config file, after the disks are gone', async () => {
  const { task, sim } = await withoutQuorum();
  const disks = (): string[] => Object.keys(sim.world.volumes).filter((volid) => sim.world.volumes[volid]?.vmid === 100);
  expect(disks()).not.toEqual([]);
  const { exitstatus } = await task('DELETE', '/nodes/pve1/qemu/100');
  expect(exitstatus).toMatch(/100\.conf\.tmp\.\d+' - Permission denied$/);
  expect(disks()).toEqual([]);
  expect(sim.world.guests[100]).toBeDefined();
});

test('without quorum nothing starts and no backup is made, but a guest can be stopped', async () => {
  const cluster = await withGuest();
  await cluster.task('POST', '/nodes/pve1/qemu/100/status/start');
  cluster.sim.world.cluster.qdevice = false;
  Object.assign(cluster.sim.world.nodes['pve2'] ?? {}, { online: false });
  expect((await cluster.task('POST', '/nodes/pve1/vzdump', { vmid: 100, storage: 'local' })).exitstatus).toBe('job errors');
  expect(cluster.sim.world.backups).toEqual([]);
  expect((await cluster.task('POST', '/nodes/pve1/qemu/100/status/stop')).exitstatus).toBe('OK');
  expect((await cluster.task('POST', '/nodes/pve1/qemu/100/status/start')).exitstatus).toBe('cluster not ready - no quorum?');
});

test('without quorum logins go on, but no password is changed and no firewall; each has its lock', async () => {
  const cluster = await withGuest();
  const password = 'correct horse';
  await cluster.call('POST', '/access/users', { userid: 'acme@pve', password });
  await cluster.call('POST', '/cluster/sdn/zones', { zone: 'z1', type: 'simple' });
  await cluster.call('POST', '/cluster/sdn/vnets', { vnet: 'v1', zone: 'z1' });
  cluster.sim.world.cluster.qdevice = false;
  Object.assign(cluster.sim.world.nodes['pve2'] ?? {}, { online: false });
  const login = await cluster.call('POST', '/access/ticket', { username: 'acme@pve', password });
  const { ticket, CSRFPreventionToken } = login.data as { ticket: string; CSRFPreventionToken: string };
  const acme = cluster.withTicket(ticket, CSRFPreventionToken);
  const refused = [
    await acme('PUT', '/access/password', { userid: 'acme@pve', password: 'other horse', 'confirmation-password': password }),
    ...(await Promise.all(
      ['/cluster', '/nodes/pve1', '/nodes/pve1/qemu/100', '/cluster/sdn/vnets/v1'].map((base) =>
        cluster.call('PUT', `${base}/firewall/options`, { enable: 1 }),
      ),
    )),
  ];
  expect(refused.map(({ statusText }) => statusText)).toEqual(
    ['file-priv_shadow_cfg', 'firewall-cluster', 'firewall-host-pve1', 'firewall-vm-100', 'firewall-vnet-v1'].map(
      (lock) => `cfs-lock '${lock}' error: no quorum!`,
    ),
  );
  expect((await cluster.call('POST', '/access/ticket', { username: 'acme@pve', password })).status).toBe(200);
});
