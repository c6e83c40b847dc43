import { testCluster } from '../testing.ts';
import { changeNode } from './change-node.ts';

test.each([
  [{ disks: { '/dev/sdz': { health: 'FAILED' } } }, 'no disk /dev/sdz'],
  [{ disks: { '/dev/sda': { wearout: 101 } } }, 'wearout must be 0 to 100'],
  [{ services: { nginx: 'running' } }, 'no service nginx'],
  [{ services: { pveproxy: 'broken' } }, 'running, stopped or failed'],
  [{ updates: -1 }, 'updates must be'],
  [{ subscription: { status: 'lifetime' } }, 'no such subscription status'],
])('%j is refused, and changes nothing', async (wrong, text) => {
  const { sim, call } = testCluster();
  const read = async () => [
    (await call('GET', '/nodes/pve1/disks/list')).data,
    (await call('GET', '/nodes/pve1/services')).data,
    (await call('GET', '/nodes/pve1/subscription')).data,
    (await call('GET', '/nodes/pve1/apt/update')).data,
  ];
  const before = await read();
  expect(() => changeNode(sim, 'pve1', { updates: 1, ...wrong })).toThrow(text);
  expect(await read()).toEqual(before);
});

test('a disk that fails tells so in the list and in SMART, and only on its node', async () => {
  const { sim, call } = testCluster();
  changeNode(sim, 'pve1', { disks: { '/dev/sda': { health: 'FAILED', wearout: 3 }, '/dev/nvme0n1': { health: 'FAILED' } } });
  const health = async (node: string) => ((await call('GET', `/nodes/${node}/disks/list`)).data as { health: string }[]).map((disk) => disk.health);
  expect([await health('pve1'), await health('pve2')]).toEqual([
    ['FAILED', 'FAILED', 'PASSED'],
    ['PASSED', 'PASSED', 'PASSED'],
  ]);
  const ata = await call('GET', '/nodes/pve1/disks/smart', { disk: '/dev/sda' });
  expect(ata.data).toMatchObject({ health: 'FAILED', type: 'ata', attributes: expect.arrayContaining([expect.objectContaining({ id: '  5', fail: 'FAILING_NOW' })]) });
  const nvme = await call('GET', '/nodes/pve1/disks/smart', { disk: '/dev/nvme0n1' });
  expect(nvme.data).toMatchObject({ type: 'text', text: expect.stringContaining('Critical Warning:                   0x04') });
});

test('SMART can be skipped, or asked for health alone; a disk that is not there is an error', async () => {
  const { call } = testCluster();
  const [disk] = (await call('GET', '/nodes/pve1/disks/list', { skipsmart: 1 })).data as unknown[];
  expect(disk).toMatchObject({ devpath: '/dev/sda', health: 'UNKNOWN', wearout: 'N/A' });
  expect((await call('GET', '/nodes/pve1/disks/smart', { disk: '/dev/sda', healthonly: 1 })).data).toEqual({ health: 'PASSED' });
  expect((await call('GET', '/nodes/pve1/disks/smart', { disk: '/dev/sdz' })).status).toBe(500);
});

test('waiting updates are counted for who may change the node, not for an auditor', async () => {
  const { sim, call, withTicket } = testCluster();
  changeNode(sim, 'pve1', { updates: 7 });
  expect((await call('GET', '/nodes/pve1/apt/update')).data).toHaveLength(7);
  await call('POST', '/access/users', { userid: 'audit@pve' });
  await call('PUT', '/access/acl', { path: '/', users: 'audit@pve', roles: 'PVEAuditor' });
  const auditor = withTicket(sim.tickets.issue('audit@pve').ticket);
  expect(await auditor('GET', '/nodes/pve1/apt/update')).toMatchObject({ status: 403, statusText: 'Permission check failed (/nodes/pve1, Sys.Modify)' });
  expect((await auditor('GET', '/nodes/pve1/services')).status).toBe(200);
});

test('a service that failed shows in the list and by itself; one that is not installed is not found', async () => {
  const { sim, call } = testCluster();
  changeNode(sim, 'pve2', { services: { pvestatd: 'failed' } });
  expect((await call('GET', '/nodes/pve2/services/pvestatd/state')).data).toMatchObject({ 'active-state': 'failed', state: 'failed' });
  expect((await call('GET', '/nodes/pve1/services/pvestatd/state')).data).toMatchObject({ 'active-state': 'active' });
  expect((await call('GET', '/nodes/pve1/services/syslog/state')).data).toMatchObject({ 'unit-state': 'not-found' });
});

test('a subscription is told with its key to who may see the node', async () => {
  const { sim, call } = testCluster();
  expect((await call('GET', '/nodes/pve1/subscription')).data).toMatchObject({ status: 'notfound' });
  changeNode(sim, 'pve1', { subscription: { status: 'active', level: 'b', nextduedate: '2027-03-01' } });
  expect((await call('GET', '/nodes/pve1/subscription')).data).toMatchObject({ status: 'active', level: 'b', nextduedate: '2027-03-01', key: expect.any(String) });
  changeNode(sim, 'pve1', { subscription: null });
  expect((await call('GET', '/nodes/pve1/subscription')).data).toMatchObject({ status: 'notfound' });
});
