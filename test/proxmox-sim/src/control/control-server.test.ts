import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { now } from '../clock.ts';
import { testCluster } from '../testing.ts';
import type { TestCluster } from '../testing.ts';
import { controlServer } from './control-server.ts';
import { Faults } from './faults.ts';
import { Journal } from './journal.ts';

let cluster: TestCluster;
let server: Server;

beforeEach(async () => {
  cluster = testCluster();
  server = controlServer(cluster.sim, new Faults(), new Journal()).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(() => {
  server.close();
});

async function post(path: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

test('a clock that would go back is refused', async () => {
  const before = now();
  expect((await post('/clock', { advanceSeconds: -1 })).status).toBe(400);
  expect((await post('/clock', { advanceSeconds: '60' })).status).toBe(400);
  expect(now() - before).toBeLessThan(60);
});

test('the clock goes forward, and uptimes and task times with it', async () => {
  await cluster.task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100, full: 1 });
  await cluster.task('POST', '/nodes/pve1/qemu/100/status/start');
  const uptime = async (): Promise<number> =>
    ((await cluster.call('GET', '/nodes/pve1/qemu/100/status/current')).data as { uptime: number }).uptime;
  const [before, started] = [await uptime(), now()];
  await post('/clock', { advanceSeconds: 86_400 });
  expect(await uptime()).toBeGreaterThanOrEqual(before + 86_400);
  expect((await cluster.task('POST', '/nodes/pve1/qemu/100/status/stop')).starttime).toBeGreaterThanOrEqual(started + 86_400);
  expect(cluster.sim.world.clockAhead).toBe(86_400);
});

test('the external vote and the package are set apart', async () => {
  expect((await post('/cluster', { qdevice: 'no' })).status).toBe(400);
  expect((await post('/cluster', { qdevice: false })).body).toMatchObject({ dnsmasq: true, qdevice: false });
  expect((await post('/cluster', { dnsmasq: false })).body).toMatchObject({ dnsmasq: false, qdevice: false });
});

test('the world is told without passwords and their hashes', async () => {
  await cluster.call('POST', '/access/users', { userid: 'acme@pve', password: 'correct horse' });
  const { port } = server.address() as AddressInfo;
  const told = await (await fetch(`http://127.0.0.1:${port}/state`)).text();
  expect(told).toContain('acme@pve');
  expect(told).not.toMatch(/correct horse|passwordHash/);
});
