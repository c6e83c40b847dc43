import { backgroundOf } from '../testing/background-samples.ts';
import { failing, fakeReader, proxmoxError } from '../testing/fake-reader.ts';
import { cephCollector } from './ceph.ts';

const status = {
  health: { status: 'HEALTH_WARN', checks: { OSD_DOWN: { severity: 'HEALTH_WARN', summary: { message: '1 osds down' } } } },
  osdmap: { num_osds: 6, num_up_osds: 5, num_in_osds: 6 },
  pgmap: { bytes_total: 6000, bytes_used: 1500, bytes_avail: 4500 },
  monmap: { mons: [{ name: 'pve1' }, { name: 'pve2' }, { name: 'pve3' }] },
  quorum: [0, 1],
};
const all = new Map([
  ['pve_ceph_health_state{cluster="demo",state="warning"}', 1],
  ['pve_ceph_health_check_info{check="OSD_DOWN",cluster="demo",severity="warning"}', 1],
  ['pve_ceph_osds{cluster="demo"}', 6],
  ['pve_ceph_osds_up{cluster="demo"}', 5],
  ['pve_ceph_osds_in{cluster="demo"}', 6],
  ['pve_ceph_size_bytes{cluster="demo"}', 6000],
  ['pve_ceph_used_bytes{cluster="demo"}', 1500],
  ['pve_ceph_monitors{cluster="demo"}', 3],
  ['pve_ceph_monitors_in_quorum{cluster="demo"}', 2],
]);

test.each([
  ['as it is', status],
  ['of older releases', { ...status, osdmap: { osdmap: status.osdmap } }],
  ['of newer ones', { ...status, monmap: { num_mons: 3 } }],
])('tells the status %s', async (_which, cephStatus) => {
  expect(await backgroundOf(cephCollector, fakeReader({ cephStatus })).pass()).toEqual(all);
});

test.each([
  () => {
    throw proxmoxError('other', 'GET /cluster/ceph/status: 500 binary not installed: /usr/bin/ceph-mon');
  },
  () => {
    throw proxmoxError('other', "GET /cluster/ceph/status: 500 pveceph configuration not initialized");
  },
  failing('not-implemented'),
])('a cluster without Ceph has no series and no failure', async (cephStatus) => {
  const collector = backgroundOf(cephCollector, fakeReader({ cephStatus }));
  expect((await collector.pass()).size).toBe(0);
  expect(collector.failure()).toBeNull();
});

test('one whose monitors do not answer is a failure', async () => {
  const collector = backgroundOf(cephCollector, fakeReader({ cephStatus: failing('timeout') }));
  await collector.pass();
  expect(collector.failure()).toMatchObject({ kind: 'timeout' });
});
