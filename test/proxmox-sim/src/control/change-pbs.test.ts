import { testCluster } from '../testing.ts';
import { changePbs } from './change-pbs.ts';
import { plantBackup } from './plant-backup.ts';

test('a datastore is filled and emptied, and keeps its backups', async () => {
  const { sim, pbs } = testCluster();
  plantBackup(sim, { vmid: 9000 });
  const ratio = async (): Promise<number> => {
    const [row] = (await pbs('GET', '/status/datastore-usage')).data as { total: number; used: number }[];
    return row!.used / row!.total;
  };
  changePbs(sim, { datastore: 'main', usedRatio: 0.93 });
  expect(await ratio()).toBeCloseTo(0.93, 6);
  changePbs(sim, { datastore: 'main', usedRatio: 0 });
  expect(await ratio()).toBeGreaterThan(0);
  expect(sim.world.backups).toHaveLength(1);
  expect(sim.world.pbs.online).toBe(true);
});

test.each([
  {},
  { online: 1 },
  { datastore: 'none', usedRatio: 0.5 },
  { datastore: 'main' },
  { datastore: 'main', usedRatio: 93 },
  { datastore: 'main', error: 5 },
  { remote: 'none', reachable: false },
  { certificateExpiresInSeconds: 1.5 },
])('%j is refused, and nothing changes', (body) => {
  const { sim } = testCluster();
  const before = JSON.stringify(sim.world.pbs);
  expect(() => changePbs(sim, body)).toThrow(/online|no datastore|usedRatio|error must|no remote|whole number/);
  expect(JSON.stringify(sim.world.pbs)).toBe(before);
});
