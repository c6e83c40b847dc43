import { request } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { testCluster } from '../testing.ts';
import type { TestCluster } from '../testing.ts';
import { guestProxy } from './guest-proxy.ts';

let cluster: TestCluster;
let proxy: Server;

beforeEach(async () => {
  cluster = testCluster();
  await cluster.task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100, name: 'web' });
  await cluster.call('PUT', '/nodes/pve1/qemu/100/config', { ipconfig0: 'ip=10.10.0.10/24,gw=10.10.0.1' });
  proxy = guestProxy(cluster.sim);
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
});

afterEach(() => {
  proxy.close();
});

function get(url: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port: (proxy.address() as AddressInfo).port, path: url, agent: false }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text }));
    });
    outgoing.on('error', reject).end();
  });
}

test('a stopped guest is not reached', async () => {
  expect((await get('http://10.10.0.10:9100/metrics')).status).toBe(502);
});

test('a running guest answers for its own address and port only', async () => {
  await cluster.task('POST', '/nodes/pve1/qemu/100/status/start');
  const answer = await get('http://10.10.0.10:9100/metrics');
  expect(answer.status).toBe(200);
  expect(answer.text).toContain('node_uname_info{machine="x86_64",nodename="web"');
  expect((await get('http://10.10.0.11:9100/metrics')).status).toBe(502);
  expect((await get('http://10.10.0.10:9101/metrics')).status).toBe(502);
});

test('a guest on a node that is off is not reached', async () => {
  await cluster.task('POST', '/nodes/pve1/qemu/100/status/start');
  const node = cluster.sim.world.nodes['pve1'];
  if (node !== undefined) node.online = false;
  expect((await get('http://10.10.0.10:9100/metrics')).status).toBe(502);
});

test('a request that is none for a proxy is refused', async () => {
  expect((await get('/metrics')).status).toBe(400);
});
