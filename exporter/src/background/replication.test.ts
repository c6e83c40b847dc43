import { backgroundOf } from '../testing/background-samples.ts';
import { fakeReader, guest, node } from '../testing/fake-reader.ts';
import { replicationCollector } from './replication.ts';

const job = {
  id: '100-0', type: 'local', source: 'pve1', target: 'pve2', guest: 100, vmtype: 'qemu', jobnum: 0,
  duration: 3.5, last_sync: 1000, last_try: 1600, next_sync: 1900, fail_count: 2, error: 'no space',
};
const resources = [node('pve1'), node('pve2'), guest(100, { pool: 'acme' })];
const labels = 'cluster="demo",id="100-0",tenant="acme"';

test('tells of each job once, with the tenant of its guest', async () => {
  const reader = fakeReader({ resources, replication: (name: string) => (name === 'pve1' ? [job] : [{ ...job, guest: '100' }]) });
  expect(await backgroundOf(replicationCollector, reader).pass()).toEqual(new Map([
    ['pve_replication_info{cluster="demo",guest="qemu/100",id="100-0",source="node/pve1",target="node/pve2",tenant="acme",type="local"}', 1],
    [`pve_replication_duration_seconds{${labels}}`, 3.5],
    [`pve_replication_last_sync_timestamp_seconds{${labels}}`, 1000],
    [`pve_replication_last_try_timestamp_seconds{${labels}}`, 1600],
    [`pve_replication_next_sync_timestamp_seconds{${labels}}`, 1900],
    [`pve_replication_failed_syncs{${labels}}`, 2],
  ]));
});

test('a job whose guest is not there, or not to be told of, has no series', async () => {
  const reader = fakeReader({ resources: [node('pve1'), guest(101)], replication: [job] });
  expect((await backgroundOf(replicationCollector, reader).pass()).size).toBe(0);
});
