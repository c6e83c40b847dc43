import { testCluster } from '../testing.ts';
import { makeFleet } from './fleet.ts';

const base = '/admin/datastore/fleet';
const first = { 'backup-type': 'vm', 'backup-id': '100' };

interface Row {
  'backup-type': string;
  'backup-id': string;
  'backup-time': number;
  'backup-count': number;
  'last-backup': number;
}

test('a fleet has as many groups and snapshots as asked, each found alone as in the list', async () => {
  const { sim, pbs } = testCluster();
  makeFleet(sim, { pbs: { groups: 30, snapshotsPerGroup: 4 } });
  const groups = (await pbs('GET', `${base}/groups`)).data as Row[];
  const snapshots = (await pbs('GET', `${base}/snapshots`)).data as Row[];
  expect([groups.length, snapshots.length]).toEqual([30, 120]);
  const name = (row: Row): string => `${row['backup-type']}/${row['backup-id']}`;
  expect(new Set(groups.map(name)).size).toBe(30);
  for (const group of groups) {
    const own = snapshots.filter((row) => name(row) === name(group));
    expect([own.length, Math.max(...own.map((row) => row['backup-time']))]).toEqual([group['backup-count'], group['last-backup']]);
  }
  const [, second] = snapshots;
  const alone = { 'backup-type': second!['backup-type'], 'backup-id': second!['backup-id'] };
  expect((await pbs('GET', `${base}/snapshots`, alone)).data).toEqual(snapshots.slice(0, 4));
  expect((await pbs('GET', `${base}/files`, { ...alone, 'backup-time': second!['backup-time'] })).status).toBe(200);
  const { data } = await pbs('GET', `${base}/status`, { verbose: 'true' });
  expect(data).toMatchObject({
    counts: { vm: { groups: 24, snapshots: 96 }, ct: { groups: 3 }, host: { groups: 3 } },
    'gc-status': { 'index-file-count': 120 },
  });
});

test('groups are spread over namespaces, and those may be audited apart', async () => {
  const { sim, pbs } = testCluster();
  makeFleet(sim, { pbs: { groups: 30, namespaces: 3 } });
  expect((await pbs('GET', `${base}/namespace`)).data).toEqual([{ ns: '' }, { ns: 'fleet-1' }, { ns: 'fleet-2' }, { ns: 'fleet-3' }]);
  expect((await pbs('GET', `${base}/groups`)).data).toEqual([]);
  expect((await pbs('GET', `${base}/groups`, { ns: 'fleet-2' })).data).toHaveLength(10);
});

test('only its numbers are kept', () => {
  const { sim } = testCluster();
  const before = JSON.stringify(sim.world).length;
  makeFleet(sim, { pbs: { groups: 10_000, snapshotsPerGroup: 30 } });
  expect(JSON.stringify(sim.world).length - before).toBeLessThan(1000);
  expect(sim.world.backups).toEqual([]);
});

test('a second one replaces the first, none removes it, and guests are not touched', async () => {
  const { sim, pbs } = testCluster();
  makeFleet(sim, { guests: 3 });
  makeFleet(sim, { pbs: { groups: 5 } });
  makeFleet(sim, { pbs: { groups: 2 } });
  expect((await pbs('GET', `${base}/groups`)).data).toHaveLength(2);
  expect(Object.keys(sim.world.guests)).toHaveLength(5);
  makeFleet(sim, { pbs: { groups: 0 } });
  expect((await pbs('GET', `${base}/groups`)).text).toBe("datastore 'fleet' does not exist.");
});

test('what is not kept cannot be changed', async () => {
  const { sim, pbs } = testCluster();
  makeFleet(sim, { pbs: { groups: 10 } });
  const [newest] = (await pbs('GET', `${base}/snapshots`, first)).data as Row[];
  const named = { ...first, 'backup-time': newest!['backup-time'] };
  expect(await pbs('PUT', `${base}/notes`, { ...named, notes: 'x' })).toMatchObject({
    status: 400,
    text: 'the snapshots of a simulated fleet cannot be changed',
  });
  expect((await pbs('DELETE', `${base}/snapshots`, named)).status).toBe(400);
  expect((await pbs('GET', `${base}/snapshots`, first)).data).toHaveLength(30);
});

test.each([{ groups: -1 }, { groups: '5' }, { groups: 1, snapshotsPerGroup: 0 }, 'many'])(
  '%j is refused before anything changes',
  (pbs) => {
    const { sim } = testCluster();
    makeFleet(sim, { pbs: { groups: 1 } });
    expect(() => makeFleet(sim, { pbs })).toThrow(/whole number|at least 1|an object/);
    expect(sim.world.pbs.datastores['fleet']?.fleet?.groups).toBe(1);
  },
);
