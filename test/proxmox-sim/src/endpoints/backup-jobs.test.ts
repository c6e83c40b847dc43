import { testCluster } from '../testing.ts';

test('a schedule that is none is refused, for a job and for a preview', async () => {
  const { call, sim } = testCluster();
  const schedule = 'every day';
  expect((await call('POST', '/cluster/backup', { all: 1, storage: 'pbs', schedule })).errors).toEqual({
    schedule: expect.stringMatching(/^invalid format - invalid calendar event 'every day'/),
  });
  expect((await call('GET', '/cluster/jobs/schedule-analyze', { schedule })).status).toBe(400);
  expect(sim.world.backupJobs).toEqual({});
});

test('the next runs of a schedule are told with their time in words', async () => {
  const { call } = testCluster();
  const starttime = Date.parse('2026-11-28T03:00:00Z') / 1000;
  const { data } = await call('GET', '/cluster/jobs/schedule-analyze', { schedule: 'sun 01:00', iterations: 2, starttime });
  expect(data).toEqual([
    { timestamp: Date.parse('2026-11-29T01:00:00Z') / 1000, utc: 'Sun Nov 29 01:00:00 2026' },
    { timestamp: Date.parse('2026-12-06T01:00:00Z') / 1000, utc: 'Sun Dec  6 01:00:00 2026' },
  ]);
});

test('retention of all and of some at once is refused', async () => {
  const { call } = testCluster();
  const refused = await call('POST', '/cluster/backup', { all: 1, storage: 'pbs', schedule: '21:00', 'prune-backups': 'keep-all=1,keep-last=3' });
  expect(refused.errors).toEqual({ 'prune-backups': 'invalid format - keep-all cannot be set together with other options.\n' });
});

test('where a backup of files would lie is told only to who looks after the nodes', async () => {
  const { call, sim } = testCluster();
  const path = '/nodes/pve1/vzdump/defaults';
  expect((await call('GET', path, { storage: 'local' })).data).toMatchObject({ mode: 'snapshot', dumpdir: '/var/lib/vz/dump', fleecing: { enabled: 0 } });
  sim.world.roles['VigieProvisioner'] = ['Datastore.AllocateSpace'];
  expect((await call('GET', path, { storage: 'local' })).data).not.toHaveProperty('dumpdir');
});

test('a token is not root, also where nothing but root may ask', async () => {
  const { status, statusText } = await testCluster().call('GET', '/cluster/backup-info');
  expect([status, statusText]).toEqual([403, 'Permission check failed (user != root@pam)']);
});
