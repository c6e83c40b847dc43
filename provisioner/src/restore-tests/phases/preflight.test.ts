import { backupFact, fakeContext, mac, refused } from '../fixture.ts';
import { preflight } from './preflight.ts';

const settings = [
  'name: web-01', 'memory: 2048', `net0: virtio=${mac},bridge=v1,firewall=1,tag=12`, 'net1: e1000=BC:24:11:00:00:02,bridge=vmbr0',
  'scsi0: ceph-vm:vm-20000-disk-0,size=20G', 'ide2: ceph-vm:vm-20000-cloudinit,media=cdrom', '[snapshot]', 'memory: 999999', '',
].join('\n');
const gib = 2 ** 30;
const applied = 'UPID:pve1:00001234:00005678:6560A1B2:reloadnetworkall::vigie@pve!provisioner:';

type Routes = Parameters<typeof fakeContext>[0];

/** A cluster in which everything is as it should be, but for what the test changes. */
function world(changes: Routes = {}) {
  const guests = [{ type: 'qemu', vmid: 20_000, node: 'pve1', status: 'running' }];
  const nodes = [{ type: 'node', node: 'pve1', status: 'online', maxmem: 8 * gib, mem: 2 * gib }];
  const storages = ['ceph-vm', 'pbs'].map((storage) => ({ type: 'storage', storage, node: 'pve1', status: 'available', shared: 1 }));
  return fakeContext(
    {
      'GET /nodes/{node}/vzdump/extractconfig': () => settings,
      'GET /cluster/sdn/zones': () => [{ zone: 'viglab', type: 'simple' }],
      'GET /cluster/sdn/vnets': () => [{ vnet: 'viglab0', zone: 'viglab' }],
      'GET /cluster/sdn/vnets/{vnet}/subnets': () => [],
      'GET /cluster/sdn/ipams/{ipam}/status': () => [{ zone: 'vigie', vnet: 'v1', ip: '10.10.0.10', mac: mac.toLowerCase(), vmid: 20_000 }],
      'GET /cluster/resources': () => [...guests, ...nodes, ...storages],
      'GET /nodes/{node}/qemu/{vmid}/config': () => ({ net0: `virtio=${mac},bridge=v1` }),
      'GET /pools': () => [{ poolid: 'vigie-lab', comment: 'vigie lab' }],
      'GET /nodes/{node}/storage/{storage}/status': () => ({ avail: 100 * gib }),
      'GET /nodes/{node}/sdn/zones': () => [{ zone: 'viglab', status: 'available' }],
      'GET /nodes/{node}/tasks': () => [],
      'GET /nodes': () => [{ node: 'pve1', status: 'online' }],
      ...changes,
    },
    { facts: { backup: backupFact() } },
  );
}
const reasonOf = (changes: Routes) =>
  preflight.run(world(changes).context).then(
    () => 'passed',
    (error: { reason?: { code: string }; proof?: { reason: { code: string } } }) => error.reason?.code ?? error.proof?.reason.code ?? String(error),
  );

test('every card goes to the lab with its MAC; tags of other networks stay behind', async () => {
  const { context, facts, writes } = world();
  expect((await preflight.run(context)).every(({ passed }) => passed)).toBe(true);
  expect(facts.cards).toEqual({ net0: `virtio=${mac},bridge=viglab0,firewall=1`, net1: 'e1000=BC:24:11:00:00:02,bridge=viglab0' });
  expect(facts).toMatchObject({ node: 'pve1', cloudInit: true, addresses: [{ ip: '10.10.0.10', vmid: 20_000 }] });
  expect(writes()).toEqual([]);
});

test.each([
  ['Error: missing key - manifest was created with key aa:bb', 'backup-key-missing'],
  ["volume 'pbs:backup/vm/20000/x' does not exist", 'backup-gone'],
  ['Error: unable to load manifest - No such file or directory (os error 2)', 'backup-unreadable'],
  ["pbs: error fetching datastores - 500 Can't connect to pbs:8007 (No route to host)", 'backup-storage-away'],
])('extractconfig says %j: %s', async (text, code) => {
  const kind = /does not exist|No such/.test(text) ? 'missing' : 'other';
  expect(await reasonOf({ 'GET /nodes/{node}/vzdump/extractconfig': () => Promise.reject(refused(text, kind)) })).toBe(code);
});

test('what is wrong with Proxmox is not said of the backup', async () => {
  const away = refused('No route to host', 'unreachable', 'GET', 595);
  await expect(preflight.run(world({ 'GET /nodes/{node}/vzdump/extractconfig': () => Promise.reject(away) }).context)).rejects.toBe(away);
});

test('a lab that reaches anything is not used', async () => {
  expect(await reasonOf({ 'GET /cluster/sdn/vnets': () => [{ vnet: 'viglab0', zone: 'vigie' }] })).toBe('lab-has-uplink');
  expect(await reasonOf({ 'GET /cluster/sdn/zones': () => [{ zone: 'viglab', type: 'vlan' }] })).toBe('lab-not-usable');
  expect(await reasonOf({ 'GET /cluster/sdn/vnets/{vnet}/subnets': () => [{ subnet: 'viglab-10.0.0.0-24' }] })).toBe('lab-has-uplink');
  // A subnet that still runs although it is not written any more counts too.
  const running = (_path: unknown, params: Record<string, unknown>) => (params.running ? [{ subnet: 'viglab-10.0.0.0-24' }] : []);
  expect(await reasonOf({ 'GET /cluster/sdn/vnets/{vnet}/subnets': running })).toBe('lab-has-uplink');
  expect(await reasonOf({ 'GET /nodes/{node}/qemu/{vmid}/config': () => ({ net3: `virtio=${mac},bridge=viglab0` }) })).toBe('lab-has-uplink');
  expect(await reasonOf({ 'GET /pools': () => [{ poolid: 'vigie-lab', comment: 'mine' }] })).toBe('lab-not-usable');
  // Applying once more does not help.
  expect(await reasonOf({ 'GET /nodes/{node}/sdn/zones': () => [{ zone: 'viglab', status: 'error' }], 'PUT /cluster/sdn': () => applied })).toBe('lab-not-usable');
});

test('room: disks and a tenth, and the memory', async () => {
  expect(await reasonOf({ 'GET /nodes/{node}/storage/{storage}/status': () => ({ avail: 22 * gib - 1 }) })).toBe('lab-room-missing');
  expect(await reasonOf({ 'GET /nodes/{node}/storage/{storage}/status': () => ({ avail: 22.1 * gib }) })).toBe('passed');
  const full = [{ type: 'node', node: 'pve1', status: 'online', maxmem: 8 * gib, mem: 6.5 * gib }];
  const storages = ['ceph-vm', 'pbs'].map((storage) => ({ type: 'storage', storage, node: 'pve1', status: 'available', shared: 1 }));
  expect(await reasonOf({ 'GET /cluster/resources': () => [...full, ...storages] })).toBe('lab-room-missing');
});

test('a lab that is missing is made, without subnet and without DHCP', async () => {
  let made = false;
  const { context, writes } = world({
    'GET /cluster/sdn/zones': () => (made ? [{ zone: 'viglab', type: 'simple' }] : []),
    'GET /cluster/sdn/vnets': (_path, params) => (made ? [{ vnet: 'viglab0', zone: 'viglab', ...(params.pending ? { state: 'new' } : {}) }] : []),
    'POST /cluster/sdn/zones': () => null,
    'POST /cluster/sdn/vnets': () => ((made = true), null),
    'PUT /cluster/sdn': () => applied,
  });
  await preflight.run(context);
  expect(writes().map(({ call }) => call)).toEqual(['POST /cluster/sdn/zones', 'POST /cluster/sdn/vnets', 'PUT /cluster/sdn']);
  expect(writes()[0]?.params).toEqual({ zone: 'viglab', type: 'simple', ipam: 'pve' });
});

test('a node that did not load the lab with the last apply gets another one', async () => {
  let followed = false;
  const { context, writes } = world({
    'GET /nodes/{node}/sdn/zones': () => [{ zone: 'viglab', status: followed ? 'available' : 'pending' }],
    'PUT /cluster/sdn': () => ((followed = true), applied),
  });
  expect((await preflight.run(context)).every(({ passed }) => passed)).toBe(true);
  expect(writes().map(({ call }) => call)).toContain('PUT /cluster/sdn');
});

test('a node that has loaded the lab is left alone, though its last reload failed for something else', async () => {
  const { context, writes } = world({ 'GET /nodes/{node}/tasks': () => [{ endtime: 1, status: 'command failed' }] });
  expect((await preflight.run(context)).every(({ passed }) => passed)).toBe(true);
  expect(writes()).toEqual([]);
});
