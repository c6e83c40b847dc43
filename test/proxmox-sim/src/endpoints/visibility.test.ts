import { testCluster } from '../testing.ts';

async function tenant() {
  const cluster = testCluster();
  await cluster.call('POST', '/pools', { poolid: 'acme' });
  await cluster.call('POST', '/access/users', { userid: 'acme@pve' });
  await cluster.call('POST', '/access/roles', { roleid: 'Tenant', privs: 'VM.Audit,Pool.Audit' });
  await cluster.call('PUT', '/access/acl', { path: '/pool/acme', users: 'acme@pve', roles: 'Tenant' });
  const made = await cluster.call('POST', '/access/users/acme@pve/token/web', { privsep: 0 });
  const call = cluster.as('acme@pve!web', (made.data as { value: string }).value);
  return { cluster, call };
}

test('lists shrink silently, single objects are refused with path and privilege', async () => {
  const { call } = await tenant();
  expect((await call('GET', '/cluster/resources', { type: 'vm' })).data).toEqual([]);
  expect((await call('GET', '/storage')).data).toEqual([]);
  const refused = await call('GET', '/nodes/pve1/qemu/9000/config');
  expect([refused.status, refused.statusText]).toEqual([403, 'Permission check failed (/vms/9000, VM.Audit)']);
});

test('the existence of a guest is hidden from who may not see it', async () => {
  const { call } = await tenant();
  expect((await call('GET', '/nodes/pve1/qemu/4711/config')).status).toBe(403);
});

test('a guest in the pool is seen, after the clone has ended', async () => {
  const { cluster, call } = await tenant();
  await cluster.task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100, pool: 'acme' });
  expect(await call('GET', '/cluster/resources', { type: 'vm' })).toMatchObject({ data: [{ vmid: 100, pool: 'acme' }] });
});

test('a wrong secret is 401 with an empty body', async () => {
  const { cluster } = await tenant();
  const refused = await cluster.as('acme@pve!web', 'wrong')('GET', '/version');
  expect(refused).toMatchObject({ status: 401, statusText: 'Authentication failed!', body: null });
});

test('a disabled user is 401', async () => {
  const { cluster, call } = await tenant();
  await cluster.call('PUT', '/access/users/acme@pve', { enable: 0 });
  expect((await call('GET', '/version')).status).toBe(401);
});

test('what is not offered is 501', async () => {
  const { call } = await tenant();
  expect(await call('PUT', '/version')).toMatchObject({ status: 501, statusText: "Method 'PUT /version' not implemented" });
});
