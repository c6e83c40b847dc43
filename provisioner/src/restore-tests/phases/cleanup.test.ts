import { TaskFailedError } from '@vigie/proxmox/errors';
import { fakeContext, labVmid, mac, refused, restoredConfig, upidOf } from '../fixture.ts';
import { cleanup } from './cleanup.ts';

type Config = Record<string, unknown> | null;

/** A cluster with this machine under the reserved VMID. */
function world(config: Config, { facts = {}, more = {}, given = {} }: { facts?: object; more?: Parameters<typeof fakeContext>[0]; given?: object } = {}) {
  const state = { config, running: true, freed: false };
  const gone = () => Promise.reject(refused('does not exist', 'missing'));
  const fake = fakeContext(
    {
      'GET /cluster/resources': () => (state.config ? [{ type: 'qemu', vmid: labVmid, node: 'pve1' }] : []),
      'GET /nodes/{node}/qemu/{vmid}/config': () => state.config ?? gone(),
      'GET /nodes/{node}/tasks/{upid}/status': () => ({ status: 'stopped' }),
      'GET /nodes/{node}/qemu/{vmid}/status/current': () => ({ status: state.running ? 'running' : 'stopped' }),
      'POST /nodes/{node}/qemu/{vmid}/status/stop': () => ((state.running = false), upidOf('qmstop')),
      'PUT /nodes/{node}/qemu/{vmid}/config': () => null,
      'DELETE /nodes/{node}/qemu/{vmid}': () => ((state.config = null), upidOf('qmdestroy')),
      'GET /nodes': () => [{ node: 'pve1', status: 'online' }],
      'GET /nodes/{node}/storage': () => [{ storage: 'ceph-vm', active: 1 }],
      'GET /nodes/{node}/storage/{storage}/content': () => [{ volid: 'ceph-vm:vm-20000-disk-0', vmid: 20_000 }],
      'GET /cluster/sdn/ipams/{ipam}/status': () => [],
      'GET /pools': (_path, params) => (params.poolid ? [{ poolid: 'vigie-lab', members: [] }] : [{ poolid: 'vigie-lab' }]),
      ...more,
    },
    { facts: { restoreUpid: upidOf('qmrestore'), ...facts }, ...given },
  );
  Object.assign(fake.context.reservations, { free: () => Promise.resolve(void (state.freed = true)) });
  return { ...fake, state };
}
const writesOf = ({ writes }: ReturnType<typeof world>) => writes().map(({ call }) => call.replace('/nodes/{node}/qemu/{vmid}', ''));

test('our machine is stopped and destroyed with all its disks, and the VMID is free', async () => {
  const fake = world(restoredConfig());
  expect(await cleanup.run(fake.context)).toMatchObject([{ name: 'no-leftovers', passed: true }]);
  expect(writesOf(fake)).toEqual(['POST /status/stop', 'DELETE ']);
  expect(fake.writes().at(-1)?.params).toEqual({ purge: 1, 'destroy-unreferenced-disks': 1 });
  expect(fake.recorded.leftovers).toEqual([]);
  expect(fake.state.freed).toBe(true);
});

test('the bare configuration that a failed restore leaves is ours too', async () => {
  const fake = world({});
  expect(await cleanup.run(fake.context)).toMatchObject([{ passed: true }]);
  expect(fake.state.config).toBeNull();
});

test.each<[string, object, object]>([
  ['without our task', { restoreUpid: undefined }, restoredConfig()],
  ['with a task of ours for another VMID', { restoreUpid: upidOf('qmrestore', 30_001) }, restoredConfig()],
  ['without our marker', {}, { ...restoredConfig(), description: 'mine' }],
  ['with the marker of another test', {}, { ...restoredConfig(), description: 'vigie-restore-test:rst_2' }],
  ['that has a name and no description', {}, { name: 'somebody' }],
])('a machine under our VMID %s is left alone, reported, and its VMID is kept', async (_name, facts, config) => {
  const fake = world(config as Config, { facts });
  expect(await cleanup.run(fake.context)).toMatchObject([{ name: 'no-leftovers', passed: false, reason: { code: 'leftovers', params: { what: 'VM 30000' } } }]);
  expect(fake.writes()).toEqual([]);
  expect(fake.recorded.leftovers).toEqual(['VM 30000']);
  expect(fake.state.freed).toBe(false);
});

test("somebody else's restore into our VMID is no proof; our own that was never noted is", async () => {
  const listed = (user: string) => [{ upid: upidOf('qmrestore', labVmid, user), node: 'pve1', type: 'qmrestore', id: '30000', user: 'x', starttime: 1 }];
  const foreign = world(restoredConfig(), { facts: { restoreUpid: undefined }, given: { tasksListed: listed('root@pam') } });
  await cleanup.run(foreign.context);
  expect(foreign.writes()).toEqual([]);
  const own = world(restoredConfig(), { facts: { restoreUpid: undefined }, given: { tasksListed: listed('vigie@pve!provisioner') } });
  expect(await cleanup.run(own.context)).toMatchObject([{ passed: true }]);
});

test('a restore that still runs is stopped and waited for first', async () => {
  const fake = world(restoredConfig(), {
    more: { 'GET /nodes/{node}/tasks/{upid}/status': () => ({ status: 'running' }), 'DELETE /nodes/{node}/tasks/{upid}': () => null },
  });
  await cleanup.run(fake.context);
  expect(fake.writes()[0]?.call).toBe('DELETE /nodes/{node}/tasks/{upid}');
  expect(fake.waited[0]).toBe(upidOf('qmrestore'));
});

test('a disk, an address or a place in the pool that stays is a leftover', async () => {
  const fake = world(restoredConfig(), {
    more: {
      'GET /nodes/{node}/storage/{storage}/content': () => [{ volid: 'ceph-vm:vm-30000-disk-0', vmid: '30000' }],
      'GET /cluster/sdn/ipams/{ipam}/status': () => [{ zone: 'z', ip: '10.0.0.9', vmid: '30000' }],
      'GET /pools': (_path, params) => (params.poolid ? [{ poolid: 'vigie-lab', members: [{ vmid: 30_000 }] }] : [{ poolid: 'vigie-lab' }]),
    },
  });
  expect(await cleanup.run(fake.context)).toMatchObject([{ passed: false }]);
  expect(fake.recorded.leftovers).toEqual(['disk ceph-vm:vm-30000-disk-0', 'address 10.0.0.9 of VM 30000', 'member 30000 of the pool vigie-lab']);
  expect(fake.state.freed).toBe(false);
});

test('an address that the destruction cost the machine under test is put back', async () => {
  const entry = { zone: 'vigie', vnet: 'v1', ip: '10.10.0.10', mac, vmid: 20_000 };
  let held: object[] = [];
  const fake = world(restoredConfig(), {
    facts: { addresses: [entry] },
    more: {
      'GET /cluster/sdn/ipams/{ipam}/status': () => held,
      'POST /cluster/sdn/vnets/{vnet}/ips': () => null,
      'PUT /cluster/sdn/vnets/{vnet}/ips': () => ((held = [entry]), null),
    },
  });
  expect(await cleanup.run(fake.context)).toMatchObject([{ passed: true }]);
  expect(fake.writes().at(-1)?.params).toEqual({ zone: 'vigie', ip: '10.10.0.10', mac, vmid: 20_000 });
});

test('a destruction that fails for good is a leftover; one that met a lock is tried again', async () => {
  const failing = (exitStatus: string) => {
    const fake = world(restoredConfig(), { more: { 'DELETE /nodes/{node}/qemu/{vmid}': () => upidOf('qmdestroy') } });
    fake.context.pve.waitForTask = (upid) => (upid.includes('qmdestroy') ? Promise.reject(new TaskFailedError(upid, exitStatus, [])) : Promise.resolve({ warnings: 0 }));
    return fake;
  };
  expect(await cleanup.run(failing('storage is gone').context)).toMatchObject([{ passed: false, technical: 'storage is gone' }]);
  await expect(cleanup.run(failing('VM is locked (create)').context)).rejects.toBeInstanceOf(TaskFailedError);
});

test('a test that reserved nothing left nothing, and touches nothing', async () => {
  const fake = fakeContext({});
  Object.assign(fake.context.reservations, { own: () => Promise.resolve(null) });
  expect(await cleanup.run(fake.context)).toMatchObject([{ passed: true }]);
  expect(fake.recorded.leftovers).toEqual([]);
});
