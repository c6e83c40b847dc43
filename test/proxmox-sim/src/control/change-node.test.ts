import { testCluster } from '../testing.ts';
import { changeNode } from './change-node.ts';

const servedCertificate = async (cluster: ReturnType<typeof testCluster>, node: string) => {
  const { data } = await cluster.call('GET', `/nodes/${node}/certificates/info`);
  return (data as { filename: string; notafter: number }[]).find(({ filename }) => filename === 'pve-ssl.pem');
};

test('the certificate of one node expires when it is told to', async () => {
  const cluster = testCluster();
  changeNode(cluster.sim, 'pve1', { certificateExpiresInSeconds: 3600 });
  const inSeconds = async (node: string) => (await servedCertificate(cluster, node))!.notafter - Date.now() / 1000;
  expect(Math.abs((await inSeconds('pve1')) - 3600)).toBeLessThan(60);
  expect(await inSeconds('pve2')).toBeGreaterThan(86_400);
  expect(cluster.sim.world.nodes['pve1']?.online).toBe(true);
});

test('a node that goes off takes its guests with it, and keeps its certificate', () => {
  const { sim } = testCluster();
  const before = sim.world.nodes['pve1']?.certificateExpiry;
  expect(changeNode(sim, 'pve1', { online: false })).toMatchObject({ online: false, certificateExpiry: before });
});

test.each([{}, { online: 'no' }, { certificateExpiresInSeconds: '1' }, { certificateExpiresInSeconds: Number.NaN }])('%j is refused', (body) => {
  expect(() => changeNode(testCluster().sim, 'pve1', body)).toThrow(/online|certificateExpiresInSeconds/);
});
