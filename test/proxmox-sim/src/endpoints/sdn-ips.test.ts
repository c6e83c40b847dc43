import { testCluster } from '../testing.ts';
import type { TestCluster } from '../testing.ts';

const mac = 'BC:24:11:00:00:01';

async function network(dhcp: boolean): Promise<TestCluster> {
  const cluster = testCluster();
  const { call } = cluster;
  await call('POST', '/cluster/sdn/zones', { zone: 'z1', type: 'simple', ipam: 'pve', ...(dhcp ? { dhcp: 'dnsmasq' } : {}) });
  await call('POST', '/cluster/sdn/vnets', { vnet: 'v1', zone: 'z1' });
  await call('POST', '/cluster/sdn/vnets/v1/subnets', {
    subnet: '10.10.0.0/24',
    type: 'subnet',
    gateway: '10.10.0.1',
    'dhcp-range': ['start-address=10.10.0.10,end-address=10.10.0.11'],
  });
  await cluster.task('PUT', '/cluster/sdn');
  await cluster.task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100 });
  return cluster;
}

async function addresses({ call }: TestCluster, vmid = 100): Promise<string[]> {
  const reply = await call('GET', `/nodes/pve1/qemu/${vmid}/agent/network-get-interfaces`);
  const { result } = reply.data as { result: { name: string; 'ip-addresses': { 'ip-address': string; 'ip-address-type': string }[] }[] };
  return result
    .filter((card) => card.name !== 'lo')
    .flatMap((card) => card['ip-addresses'].filter((ip) => ip['ip-address-type'] === 'ipv4').map((ip) => ip['ip-address']));
}

test('an address outside every subnet is refused', async () => {
  const { call } = await network(true);
  expect((await call('POST', '/cluster/sdn/vnets/v1/ips', { zone: 'z1', ip: '10.99.0.1', mac })).statusText).toContain(
    "can't find any subnet for ip 10.99.0.1",
  );
});

test('an address is given once', async () => {
  const { call } = await network(true);
  expect((await call('POST', '/cluster/sdn/vnets/v1/ips', { zone: 'z1', ip: '10.10.0.50', mac })).status).toBe(200);
  expect((await call('POST', '/cluster/sdn/vnets/v1/ips', { zone: 'z1', ip: '10.10.0.50', mac: 'BC:24:11:00:00:02' })).statusText).toBe(
    "IP '10.10.0.50' already exist",
  );
});

test('a guest boots with the address that was registered for its MAC', async () => {
  const cluster = await network(true);
  await cluster.call('POST', '/cluster/sdn/vnets/v1/ips', { zone: 'z1', ip: '10.10.0.50', mac });
  await cluster.call('PUT', '/nodes/pve1/qemu/100/config', { net0: `virtio=${mac},bridge=v1`, ipconfig0: 'ip=dhcp' });
  await cluster.task('POST', '/nodes/pve1/qemu/100/status/start');
  expect(await addresses(cluster)).toEqual(['10.10.0.50']);
  expect(cluster.sim.world.sdn.ipam.filter((entry) => entry.mac === mac)).toHaveLength(1);
});

test('without a registration it gets the next free one of the range', async () => {
  const cluster = await network(true);
  await cluster.call('POST', '/cluster/sdn/vnets/v1/ips', { zone: 'z1', ip: '10.10.0.10', mac: 'BC:24:11:00:00:02' });
  await cluster.call('PUT', '/nodes/pve1/qemu/100/config', { net0: `virtio=${mac},bridge=v1` });
  await cluster.task('POST', '/nodes/pve1/qemu/100/status/start');
  expect(await addresses(cluster)).toEqual(['10.10.0.11']);
});

test('a static address of cloud-init wins', async () => {
  const cluster = await network(true);
  await cluster.call('PUT', '/nodes/pve1/qemu/100/config', { net0: `virtio=${mac},bridge=v1`, ipconfig0: 'ip=10.10.0.99/24,gw=10.10.0.1' });
  await cluster.task('POST', '/nodes/pve1/qemu/100/status/start');
  expect(await addresses(cluster)).toEqual(['10.10.0.99']);
});

test('a destroyed guest frees its entry', async () => {
  const cluster = await network(true);
  await cluster.call('PUT', '/nodes/pve1/qemu/100/config', { net0: `virtio=${mac},bridge=v1` });
  expect(cluster.sim.world.sdn.ipam.some((entry) => entry.vmid === 100)).toBe(true);
  await cluster.task('DELETE', '/nodes/pve1/qemu/100');
  expect(cluster.sim.world.sdn.ipam.map((entry) => entry.ip)).toEqual(['10.10.0.1']);
});

test('without DHCP nothing is registered or freed, and a leftover blocks the subnet', async () => {
  const cluster = await network(false);
  await cluster.call('PUT', '/nodes/pve1/qemu/100/config', { net0: `virtio=${mac},bridge=v1` });
  await cluster.call('POST', '/cluster/sdn/vnets/v1/ips', { zone: 'z1', ip: '10.10.0.50', mac });
  expect((await cluster.call('GET', '/cluster/sdn/ipams/pve/status')).data).toEqual([]);
  await cluster.task('DELETE', '/nodes/pve1/qemu/100');
  expect((await cluster.call('DELETE', '/cluster/sdn/vnets/v1/subnets/z1-10.10.0.0-24')).statusText).toContain('not empty');
});

test('a bridge that is not there ends the start', async () => {
  const cluster = await network(true);
  await cluster.call('PUT', '/nodes/pve1/qemu/100/config', { net0: `virtio=${mac},bridge=novnet` });
  expect((await cluster.task('POST', '/nodes/pve1/qemu/100/status/start')).exitstatus).toBe("bridge 'novnet' does not exist");
});

test('of a card that was given a second address only the newest goes with its guest', async () => {
  const { call, task, sim } = await network(true);
  const card = /=([0-9A-F:]{17})/.exec(String(sim.world.guests[100]?.config['net0']))?.[1] ?? '';
  await call('PUT', '/nodes/pve1/qemu/100/config', { net0: `virtio=${card},bridge=v1` });
  const auto = sim.world.sdn.ipam.find(({ mac: owner }) => owner === card)?.ip;
  await call('POST', '/cluster/sdn/vnets/v1/ips', { zone: 'z1', ip: '10.10.0.50', mac: card });
  await task('DELETE', '/nodes/pve1/qemu/100');
  expect(sim.world.sdn.ipam.filter(({ mac: owner }) => owner === card).map(({ ip }) => ip)).toEqual([auto]);
});
