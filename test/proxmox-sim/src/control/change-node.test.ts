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

test('a node that starts refuses connections at once; one that is off is not reached', async () => {
  const { sim, call } = testCluster();
  const asked = async (): Promise<string> => (await call('GET', '/nodes/pve2/status')).statusText;
  changeNode(sim, 'pve2', { online: false });
  expect(await asked()).toBe('No route to host');
  changeNode(sim, 'pve2', { starting: true });
  expect(await asked()).toBe('Connection refused');
  changeNode(sim, 'pve2', { online: true });
  expect(await asked()).toBe('OK');
  expect(sim.world.nodes['pve2']).not.toHaveProperty('starting');
});

test('a node that is on cannot be starting, and its KVM can be taken away and given back', () => {
  const { sim } = testCluster();
  expect(changeNode(sim, 'pve1', { starting: true, kvm: false })).toMatchObject({ online: true, kvm: false });
  expect(sim.world.nodes['pve1']).not.toHaveProperty('starting');
  expect(changeNode(sim, 'pve1', { kvm: true })).not.toHaveProperty('kvm');
});
