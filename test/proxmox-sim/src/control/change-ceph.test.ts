import { testCluster } from '../testing.ts';
import { changeCeph } from './change-ceph.ts';
import { changeNode } from './change-node.ts';

type Cluster = ReturnType<typeof testCluster>;

async function status({ call }: Cluster) {
  const { data } = await call('GET', '/cluster/ceph/status');
  const { health, osdmap, pgmap, quorum_names } = data as {
    health: { status: string; checks: Record<string, unknown> };
    osdmap: Record<string, number>;
    pgmap: { num_pgs: number; pgs_by_state: { state_name: string; count: number }[] };
    quorum_names: string[];
  };
  return { health: health.status, checks: Object.keys(health.checks), osdmap, pgmap, quorum_names };
}

test.each([{ down: 9 }, { out: -1 }, { down: 1.5 }, { checks: { OSD_FULL: { severity: 'BAD', message: 'x' } } }, { checks: { OSD_FULL: { severity: 'HEALTH_ERR' } } }])(
  '%j is refused',
  async (wrong) => {
    const cluster = testCluster();
    expect(() => changeCeph(cluster.sim.world, wrong)).toThrow();
    expect(await status(cluster)).toMatchObject({ health: 'HEALTH_OK', osdmap: { num_osds: 8, num_up_osds: 8, num_in_osds: 8 } });
  },
);

test('without Ceph there is nothing to ask', async () => {
  const cluster = testCluster();
  changeCeph(cluster.sim.world, null);
  for (const path of ['/cluster/ceph/status', '/nodes/pve1/ceph/status'])
    expect(await cluster.call('GET', path)).toMatchObject({ status: 500, statusText: 'binary not installed: /usr/bin/ceph-mon' });
});

test('a check of severity HEALTH_ERR is worse than an OSD that is down', async () => {
  const cluster = testCluster();
  changeCeph(cluster.sim.world, { down: 1, out: 1 });
  expect(await status(cluster)).toMatchObject({ health: 'HEALTH_WARN', checks: ['OSD_DOWN'], osdmap: { num_up_osds: 7, num_in_osds: 7 } });
  changeCeph(cluster.sim.world, { checks: { OSD_FULL: { severity: 'HEALTH_ERR', message: '1 full osd(s)' } } });
  expect(await status(cluster)).toMatchObject({ health: 'HEALTH_ERR', checks: ['OSD_FULL', 'OSD_DOWN'] });
});

test('a node that goes off takes its OSDs and its monitor along', async () => {
  const cluster = testCluster();
  changeNode(cluster.sim, 'pve2', { online: false });
  const found = await status(cluster);
  expect(found).toMatchObject({ health: 'HEALTH_WARN', checks: ['OSD_DOWN', 'MON_DOWN'], osdmap: { num_up_osds: 4 }, quorum_names: ['pve1'] });
  expect(found.pgmap.pgs_by_state.reduce((sum, { count }) => sum + count, 0)).toBe(found.pgmap.num_pgs);
});
