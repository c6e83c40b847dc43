import { testCluster } from '../testing.ts';
import { makeFleet } from './fleet.ts';

test('a fleet is as large as asked, on all nodes and in all tenants', async () => {
  const { sim, call } = testCluster();
  makeFleet(sim, { guests: 100, nodes: 5, tenants: 4 });
  const rows = (await call('GET', '/cluster/resources', { type: 'vm' })).data as { vmid: number; node: string; pool?: string; status: string }[];
  const fleet = rows.filter((row) => row.pool !== undefined);
  expect(fleet).toHaveLength(100);
  expect(new Set(fleet.map((row) => row.node)).size).toBe(5);
  expect(new Set(fleet.map((row) => row.pool)).size).toBe(4);
  expect(fleet.filter((row) => row.status === 'running')).toHaveLength(80);
});

test('a second fleet replaces the first, and leaves what is no fleet', () => {
  const { sim } = testCluster();
  makeFleet(sim, { guests: 50, nodes: 2, tenants: 5 });
  makeFleet(sim, { guests: 10, tenants: 1 });
  expect(Object.keys(sim.world.guests)).toHaveLength(10 + 2);
  expect(Object.values(sim.world.volumes).filter((volume) => volume.vmid >= 1_000_000)).toHaveLength(10);
  expect(Object.keys(sim.world.pools)).toEqual(['fleet-1']);
});

test('a fleet that makes no sense is refused before anything changes', () => {
  const { sim } = testCluster();
  makeFleet(sim, { guests: 3 });
  expect(() => makeFleet(sim, { guests: 1.5 })).toThrow('guests must be a whole number');
  expect(() => makeFleet(sim, { guests: 3, tenants: 0 })).toThrow('tenants must be at least 1');
  expect(Object.keys(sim.world.guests)).toHaveLength(5);
});

test('its nodes have the memory, and its storage the room, that is asked for', async () => {
  const { sim, call } = testCluster();
  makeFleet(sim, { guests: 0, nodes: 4, memoryGiB: 512, storageGiB: 20_000 });
  const rows = (await call('GET', '/cluster/resources', {})).data as { type: string; maxmem?: number; storage?: string; maxdisk?: number }[];
  expect(rows.filter(({ type }) => type === 'node').map(({ maxmem }) => maxmem)).toEqual(Array(4).fill(512 * 1024 ** 3));
  expect(new Set(rows.filter(({ storage }) => storage === 'ceph-vm').map(({ maxdisk }) => maxdisk))).toEqual(new Set([20_000 * 1024 ** 3]));
});
