import { testCluster } from '../testing.ts';
import type { Identity } from './identity.ts';
import { holds, holdsOnAllGuests, privilegesOn } from './permissions.ts';

const anna: Identity = { user: 'anna@pve', token: null };
const robot: Identity = { user: 'anna@pve', token: 'robot' };

function cluster() {
  const { world } = testCluster().sim;
  const token = (privsep: number) => ({ privsep, expire: 0, secretHash: '' });
  world.users['anna@pve'] = { enable: 1, expire: 0, groups: ['staff'], tokens: { robot: token(1), twin: token(0) } };
  world.groups['staff'] = {};
  const grant = (path: string, type: 'user' | 'group' | 'token', ugid: string, roleid: string, propagate = 1): void => {
    world.acl.push({ path, type, ugid, roleid, propagate });
  };
  return { world, grant };
}

test('nothing is held without an entry', () => {
  expect(privilegesOn(cluster().world, anna, '/vms/9000')).toEqual(new Map());
});

test('an entry is inherited unless it does not propagate', () => {
  const { world, grant } = cluster();
  grant('/vms', 'user', 'anna@pve', 'PVEVMUser', 0);
  expect(holds(world, anna, '/vms', 'VM.Audit')).toBe(true);
  expect(holds(world, anna, '/vms/9000', 'VM.Audit')).toBe(false);
  grant('/', 'user', 'anna@pve', 'PVEAuditor');
  expect(holds(world, anna, '/vms/9000', 'VM.Audit')).toBe(true);
});

test('a deeper entry replaces the inherited one', () => {
  const { world, grant } = cluster();
  grant('/', 'user', 'anna@pve', 'Administrator');
  grant('/vms/9000', 'user', 'anna@pve', 'PVEAuditor');
  expect(holds(world, anna, '/vms/9000', 'VM.Allocate')).toBe(false);
  expect(holds(world, anna, '/vms/9001', 'VM.Allocate')).toBe(true);
});

test("a user's own entry drops what the group holds on that path", () => {
  const { world, grant } = cluster();
  grant('/vms', 'group', 'staff', 'PVEVMAdmin');
  expect(holds(world, anna, '/vms/9000', 'VM.Allocate')).toBe(true);
  grant('/vms', 'user', 'anna@pve', 'PVEAuditor');
  expect(holds(world, anna, '/vms/9000', 'VM.Allocate')).toBe(false);
});

test('NoAccess cancels the other roles of its path', () => {
  const { world, grant } = cluster();
  grant('/vms', 'user', 'anna@pve', 'PVEVMAdmin');
  grant('/vms', 'user', 'anna@pve', 'NoAccess');
  expect(holds(world, anna, '/vms/9000', 'VM.Audit')).toBe(false);
});

test('a guest and a storage get the roles of their pool', () => {
  const { world, grant } = cluster();
  world.pools['acme'] = { vms: [9000], storages: ['ceph-vm'] };
  grant('/pool/acme', 'group', 'staff', 'PVEAdmin');
  expect(holds(world, anna, '/vms/9000', 'VM.Audit')).toBe(true);
  expect(holds(world, anna, '/storage/ceph-vm', 'Datastore.Audit')).toBe(true);
  expect(holds(world, anna, '/vms/9001', 'VM.Audit')).toBe(false);
});

test('a separated token holds only what both it and its user hold', () => {
  const { world, grant } = cluster();
  grant('/', 'user', 'anna@pve', 'PVEAuditor');
  expect(privilegesOn(world, robot, '/vms/9000').size).toBe(0);
  grant('/', 'token', 'anna@pve!robot', 'Administrator');
  expect(holds(world, robot, '/vms/9000', 'VM.Audit')).toBe(true);
  expect(holds(world, robot, '/vms/9000', 'VM.Allocate')).toBe(false);
});

test('a token that is not separated equals its user', () => {
  const { world, grant } = cluster();
  grant('/', 'user', 'anna@pve', 'PVEAuditor');
  expect(holds(world, { user: 'anna@pve', token: 'twin' }, '/vms/9000', 'VM.Audit')).toBe(true);
});

test('a token that was deleted holds nothing', () => {
  const { world, grant } = cluster();
  grant('/', 'user', 'anna@pve', 'PVEAuditor');
  expect(privilegesOn(world, { user: 'anna@pve', token: 'gone' }, '/').size).toBe(0);
});

test('a right on all guests ends with the first entry below that could take it away', () => {
  const { world, grant } = cluster();
  expect(holdsOnAllGuests(world, anna, 'VM.Audit')).toBe(false);
  grant('/', 'user', 'anna@pve', 'PVEAuditor');
  expect(holdsOnAllGuests(world, anna, 'VM.Audit')).toBe(true);
  expect(holdsOnAllGuests(world, anna, 'VM.Allocate')).toBe(false);
  grant('/vms/9000', 'user', 'anna@pve', 'NoAccess');
  expect(holdsOnAllGuests(world, anna, 'VM.Audit')).toBe(false);
});
