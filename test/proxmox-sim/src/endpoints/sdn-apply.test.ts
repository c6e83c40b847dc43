import { testCluster } from '../testing.ts';
import type { TestCluster } from '../testing.ts';

async function makeNetwork({ call }: TestCluster): Promise<void> {
  await call('POST', '/cluster/sdn/zones', { zone: 'z1', type: 'simple', ipam: 'pve', dhcp: 'dnsmasq' });
  await call('POST', '/cluster/sdn/vnets', { vnet: 'v1', zone: 'z1' });
  await call('POST', '/cluster/sdn/vnets/v1/subnets', {
    subnet: '10.10.0.0/24',
    type: 'subnet',
    gateway: '10.10.0.1',
    'dhcp-range': ['start-address=10.10.0.10,end-address=10.10.0.12'],
  });
}

test('what is written is pending until it is applied', async () => {
  const cluster = testCluster();
  await makeNetwork(cluster);
  const { call } = cluster;
  expect(await call('GET', '/cluster/sdn/vnets', { pending: 1 })).toMatchObject({
    data: [{ vnet: 'v1', state: 'new', pending: { zone: 'z1' } }],
  });
  expect((await call('GET', '/cluster/sdn/vnets', { running: 1 })).data).toEqual([]);
  expect((await call('GET', '/nodes/pve1/sdn/zones')).data).toEqual([]);
  expect((await cluster.task('PUT', '/cluster/sdn')).exitstatus).toBe('OK');
  expect(await call('GET', '/cluster/sdn/vnets', { running: 1 })).toMatchObject({ data: [{ vnet: 'v1' }] });
  expect((await call('GET', '/nodes/pve1/sdn/zones')).data).toEqual([{ zone: 'z1', status: 'available' }]);
});

test('a change and a deletion are pending too', async () => {
  const cluster = testCluster();
  await makeNetwork(cluster);
  await cluster.task('PUT', '/cluster/sdn');
  const { call } = cluster;
  await call('PUT', '/cluster/sdn/vnets/v1', { alias: 'tenant' });
  expect(await call('GET', '/cluster/sdn/vnets', { pending: 1 })).toMatchObject({
    data: [{ state: 'changed', pending: { alias: 'tenant' } }],
  });
  await call('DELETE', '/cluster/sdn/vnets/v1/subnets/z1-10.10.0.0-24');
  await call('DELETE', '/cluster/sdn/vnets/v1');
  expect(await call('GET', '/cluster/sdn/vnets', { pending: 1 })).toMatchObject({ data: [{ state: 'deleted' }] });
});

test('a node without dnsmasq fails alone: the apply itself ends well', async () => {
  const cluster = testCluster();
  cluster.sim.world.cluster.dnsmasq = false;
  await makeNetwork(cluster);
  expect((await cluster.task('PUT', '/cluster/sdn')).exitstatus).toBe('OK');
  const reloads = cluster.sim.world.tasks.filter((task) => task.type === 'srvreload');
  expect(reloads.map((task) => [task.node, task.exitstatus?.includes("missing 'dnsmasq' package")]).sort()).toEqual([
    ['pve1', true],
    ['pve2', true],
  ]);
  expect((await cluster.call('GET', '/nodes/pve1/sdn/zones')).data).toEqual([{ zone: 'z1', status: 'error' }]);
});

test('a node whose reload fails lacks what is new, until an apply without anything new loads it', async () => {
  const cluster = testCluster();
  await makeNetwork(cluster);
  await cluster.task('PUT', '/cluster/sdn');
  const statusOn = async (node: string) => (await cluster.call('GET', `/nodes/${node}/sdn/zones`)).data;
  await cluster.call('POST', '/cluster/sdn/vnets', { vnet: 'v2', zone: 'z1' });
  cluster.sim.tasks.failNext({ type: 'srvreload', node: 'pve2', exitstatus: 'ifreload failed' });
  await cluster.task('PUT', '/cluster/sdn');
  expect([await statusOn('pve1'), await statusOn('pve2')]).toEqual([[{ zone: 'z1', status: 'available' }], [{ zone: 'z1', status: 'error' }]]);
  await cluster.task('PUT', '/cluster/sdn');
  expect(await statusOn('pve2')).toEqual([{ zone: 'z1', status: 'available' }]);
});

test('subnet, VNet and zone go in this order only', async () => {
  const cluster = testCluster();
  await makeNetwork(cluster);
  const { call } = cluster;
  expect((await call('DELETE', '/cluster/sdn/zones/z1')).statusText).toContain('zone z1 is used by vnet v1');
  expect((await call('DELETE', '/cluster/sdn/vnets/v1')).body).toContain("vnet: Can't delete vnet if subnets exists");
  for (const path of ['vnets/v1/subnets/z1-10.10.0.0-24', 'vnets/v1', 'zones/z1'])
    expect((await call('DELETE', `/cluster/sdn/${path}`)).status).toBe(200);
});

test('while locked, writes need the token', async () => {
  const cluster = testCluster();
  const { call } = cluster;
  const token = String((await call('POST', '/cluster/sdn/lock')).data);
  const refused = await call('POST', '/cluster/sdn/zones', { zone: 'z1', type: 'simple' });
  expect(refused.statusText).toContain('invalid lock token provided!');
  expect((await call('POST', '/cluster/sdn/zones', { zone: 'z1', type: 'simple', 'lock-token': token })).status).toBe(200);
  expect((await call('PUT', '/cluster/sdn')).status).toBe(500);
  await cluster.task('PUT', '/cluster/sdn', { 'lock-token': token });
  expect(cluster.sim.world.sdn.lock).toBeNull();
});

test('a rollback forgets what was not applied', async () => {
  const cluster = testCluster();
  await makeNetwork(cluster);
  await cluster.call('POST', '/cluster/sdn/rollback');
  expect((await cluster.call('GET', '/cluster/sdn/zones')).data).toEqual([]);
});
