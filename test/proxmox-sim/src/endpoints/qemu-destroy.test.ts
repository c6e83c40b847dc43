import { rootCluster } from '../root-cluster.ts';

const path = '/nodes/pve1/qemu/100';

test('a guest that HA manages goes only with purge, and then out of HA and the backup jobs too', async () => {
  const { call, task, sim } = await rootCluster();
  const { world } = sim;
  Object.assign(world.ha.resources, { 'vm:100': { state: 'stopped' } });
  Object.assign(world.backupJobs, { both: { vmid: '100,101' }, only: { vmid: '100' } });
  expect((await call('DELETE', path)).statusText).toBe('unable to remove VM 100 - used in HA resources and purge parameter not set.');
  expect(world.guests[100]).toBeDefined();
  expect((await task('DELETE', path, { purge: 1 })).log[0]).toBe('purging VM 100 from related configurations..');
  expect([world.guests[100], world.ha.resources['vm:100'], world.backupJobs]).toEqual([undefined, undefined, { both: { vmid: '101' } }]);
});

test('without purge the jobs keep naming it', async () => {
  const { task, sim } = await rootCluster();
  Object.assign(sim.world.backupJobs, { only: { vmid: '100' } });
  await task('DELETE', path);
  expect(sim.world.backupJobs['only']).toEqual({ vmid: '100' });
});

test('detached disks go with the guest', async () => {
  const { call, task, sim } = await rootCluster();
  await call('PUT', `${path}/config`, { scsi1: 'ceph-vm:1' });
  await call('PUT', `${path}/config`, { delete: 'scsi1' });
  await task('DELETE', path);
  expect(Object.values(sim.world.volumes).filter(({ vmid }) => vmid === 100)).toEqual([]);
});
