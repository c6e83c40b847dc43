import { namePath } from './path.ts';

test.each([
  ['/nodes/pve1/qemu/100/config', '/nodes/*/qemu/*/config', '/nodes/{node}/qemu/{vmid}/config', 'pve1'],
  ['/access/groups/acme', '/access/groups/*', '/access/groups/{groupid}', null],
  ['/cluster/firewall/groups/web/0', '/cluster/firewall/groups/*/*', '/cluster/firewall/groups/{group}/{pos}', null],
  ['/cluster/ha/rules/r1', '/cluster/ha/rules/*', '/cluster/ha/rules/{rule}', null],
  ['/access/users/a/token/t', '/access/users/*/token/*', '/access/users/{userid}/token/{tokenid}', null],
  ['/cluster/sdn/vnets/v1/subnets/z-10', '/cluster/sdn/vnets/*/subnets/*', '/cluster/sdn/vnets/{vnet}/subnets/{subnet}', null],
  ['/cluster/resources', '/cluster/resources', '/cluster/resources', null],
])('%s is named', (path, stars, template, node) => {
  expect(namePath(`/api2/json${path}`, `/api2/json${stars}`)).toEqual({ template, path, node, unfit: null });
});

test('a slash inside a value stays inside it', () => {
  expect(namePath('/api2/json/nodes/pve1/storage/a/content/local:iso%2Fb', '/api2/json/nodes/*/storage/*/content/*').path).toBe(
    '/nodes/pve1/storage/a/content/local%3Aiso%2Fb',
  );
});

test('a value cannot add a query or a fragment', () => {
  expect(namePath('/api2/json/pools/a?purge=1#', '/api2/json/pools/*').path).toBe('/pools/a%3Fpurge%3D1%23');
});
