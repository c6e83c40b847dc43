import { plantBackup } from '../control/plant-backup.ts';
import { hashSecret } from '../http/authenticate.ts';
import { testCluster } from '../testing.ts';
import { demoTokens } from './demo-world.ts';

test('the token of the exporter sees everything that it watches, and changes no guest', async () => {
  const cluster = testCluster();
  plantBackup(cluster.sim, { vmid: 9000 });
  cluster.sim.world.users['vigie@pve']!.tokens['exporter']!.secretHash = hashSecret('known');
  const call = cluster.as(demoTokens.exporter, 'known');
  const resources = (await call('GET', '/cluster/resources')).data as { type: string }[];
  expect(new Set(resources.map(({ type }) => type))).toEqual(new Set(((await cluster.call('GET', '/cluster/resources')).data as { type: string }[]).map(({ type }) => type)));
  expect((await call('GET', '/nodes/pve1/storage/pbs/content', { content: 'backup' })).data).toHaveLength(1);
  expect((await call('GET', '/nodes/pve1/certificates/info')).status).toBe(200);
  expect((await call('PUT', '/nodes/pve1/qemu/9000/config', { cores: 2 })).status).toBe(403);
});
