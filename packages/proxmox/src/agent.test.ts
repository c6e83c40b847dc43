import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createAgent } from './agent.ts';
import { exchange } from './exchange.ts';
import { pve } from './products/pve.ts';
import { makeCertificate, type Certificate } from './testing/certificate.ts';
import { answerWith, startPveServer, type PveServer } from './testing/pve-server.ts';

let certificate: Certificate;
let server: PveServer;

beforeAll(async () => {
  certificate = await makeCertificate();
});
beforeEach(async () => {
  server = await startPveServer(certificate, (got) => answerWith(got, 200, 'OK', { data: null }));
});
afterEach(() => server.close());

function get(agent: ReturnType<typeof createAgent>, url = server.url) {
  const never = new AbortController().signal;
  return exchange({ agent, url: new URL(`${url}/api2/json/version`), method: 'GET', headers: {}, body: null }, never);
}

test('a connection is kept for the next call', async () => {
  const agent = createAgent({ url: server.url, fingerprint: certificate.fingerprint }, { connectMs: 5000, idleMs: 3500 }, pve.words);
  await get(agent);
  await get(agent);
  expect(server.connections).toBe(1);
  agent.destroy();
});

test('a connection that nobody uses is closed by us', async () => {
  const agent = createAgent({ url: server.url, fingerprint: certificate.fingerprint }, { connectMs: 5000, idleMs: 20 }, pve.words);
  await get(agent);
  await once(server.received[0]?.socket as Socket, 'close');
  await get(agent);
  expect(server.connections).toBe(2);
  agent.destroy();
});

test('an answer that takes longer than a connection may be idle is still taken', async () => {
  const slow = await startPveServer(certificate, (got) => void setTimeout(() => answerWith(got, 200, 'OK', { data: null }), 100));
  const agent = createAgent({ url: slow.url, fingerprint: certificate.fingerprint }, { connectMs: 5000, idleMs: 20 }, pve.words);
  expect(await get(agent, slow.url)).toMatchObject({ status: 200 });
  agent.destroy();
  await slow.close();
});

test('a server that accepts and says nothing is given up before anything is sent', async () => {
  const mute = createServer((socket) => void socket.resume().on('error', () => undefined)).listen(0, '127.0.0.1');
  await once(mute, 'listening');
  const url = `https://127.0.0.1:${(mute.address() as AddressInfo).port}`;
  const agent = createAgent({ url, fingerprint: certificate.fingerprint }, { connectMs: 50, idleMs: 3500 }, pve.words);
  await expect(get(agent, url)).rejects.toMatchObject({ kind: 'unreachable', sent: false });
  agent.destroy();
  mute.close();
});

test('a destroyed agent gives up the connections that do not stand yet', async () => {
  const mute = createServer().listen(0, '127.0.0.1');
  await once(mute, 'listening');
  const url = `https://127.0.0.1:${(mute.address() as AddressInfo).port}`;
  const agent = createAgent({ url, fingerprint: certificate.fingerprint }, { connectMs: 60_000, idleMs: 3500 }, pve.words);
  const call = expect(get(agent, url)).rejects.toMatchObject({ sent: false });
  const [socket] = (await once(mute, 'connection')) as [Socket];
  socket.resume();
  agent.destroy();
  await call;
  await once(socket, 'close');
  mute.close();
});
