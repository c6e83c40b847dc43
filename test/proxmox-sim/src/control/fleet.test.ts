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
