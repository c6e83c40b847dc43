import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { ApiEndpoint } from './agent.ts';
import { createPveClient, type PveClient } from './client.ts';
import { createEndpoints } from './endpoints.ts';
import { exchange } from './exchange.ts';
import { pve } from './products/pve.ts';
import { makeCertificate, type Certificate } from './testing/certificate.ts';
import { answerWith, startPveServer, type PveServer } from './testing/pve-server.ts';

let certificate: Certificate;
let first: PveServer;
let second: PveServer;
let deadUrl: string;
let client: PveClient | undefined;

beforeAll(async () => {
  certificate = await makeCertificate();
  const dead = createServer().listen(0, '127.0.0.1');
  await once(dead, 'listening');
  deadUrl = `https://127.0.0.1:${(dead.address() as AddressInfo).port}`;
  dead.close();
});
beforeEach(async () => {
  first = await startPveServer(certificate, (got) => answerWith(got, 200, 'OK', { data: 'first' }));
  second = await startPveServer(certificate, (got) => answerWith(got, 200, 'OK', { data: 'second' }));
});
afterEach(async () => {
  await client?.close();
  await Promise.all([first.close(), second.close()]);
});

function post(...endpoints: ApiEndpoint[]): Promise<unknown> {
  client = createPveClient({ cluster: 'demo', endpoints, token: { id: 'vigie@pve!test', secret: 'secret' } });
  return client.call('POST', '/pools', {}, { poolid: 'a' });
}

const endpoint = (url: string): ApiEndpoint => ({ url, fingerprint: certificate.fingerprint });

test('a refused connection is refused: nothing was sent', async () => {
  await expect(post(endpoint(deadUrl))).rejects.toMatchObject({ outcome: 'refused', kind: 'unreachable', status: null });
});

test('a name that does not resolve is refused', async () => {
  await expect(post(endpoint('https://pve.invalid:8006'))).rejects.toMatchObject({ outcome: 'refused', kind: 'unreachable' });
});

test('the next endpoint takes over when nothing was sent, and keeps the calls', async () => {
  expect(await post(endpoint(deadUrl), endpoint(second.url), endpoint(first.url))).toBe('second');
  expect(await client?.call('GET', '/version', {})).toBe('second');
  expect(first.received).toEqual([]);
});

test('an endpoint that failed is not tried first again', async () => {
  const wrong = { url: first.url, fingerprint: Array(32).fill('AA').join(':') };
  await post(wrong, endpoint(second.url));
  await client?.call('GET', '/version', {});
  expect(first.connections).toBe(1);
});

test('the first endpoint has the turn as long as it works', async () => {
  expect(await post(endpoint(first.url), endpoint(second.url))).toBe('first');
  expect(second.connections).toBe(0);
});

test('the next endpoint takes over from one whose certificate does not fit', async () => {
  const wrong = { url: first.url, fingerprint: Array(32).fill('AA').join(':') };
  expect(await post(wrong, endpoint(second.url))).toBe('second');
  expect(first.received).toEqual([]);
});

test('no other endpoint is asked when the request had left', async () => {
  const cutting = await startPveServer(certificate, (got) => got.socket.destroy());
  await expect(post(endpoint(cutting.url), endpoint(second.url))).rejects.toMatchObject({ outcome: 'unknown' });
  await cutting.close();
  expect(second.received).toEqual([]);
});

test('no other endpoint is asked after an answer, 595 included', async () => {
  const proxying = await startPveServer(certificate, (got) => answerWith(got, 595, 'No route to host', ''));
  await expect(post(endpoint(proxying.url), endpoint(second.url))).rejects.toMatchObject({ outcome: 'refused', status: 595 });
  await proxying.close();
  expect(second.received).toEqual([]);
});

/** A TCP server that treats each connection as the test says, before any TLS stands. */
async function rawServer(onConnection: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    onConnection(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      sockets.forEach((socket) => socket.destroy());
    },
  };
}

test.each([
  ['cuts the connection before TLS stands', (socket: Socket) => socket.resetAndDestroy()],
  ['hangs up in the middle of the handshake', (socket: Socket) => socket.once('data', () => socket.end())],
  ['answers in plain HTTP', (socket: Socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))],
])('the next endpoint takes over from one that %s', async (_, onConnection) => {
  const raw = await rawServer((socket) => void onConnection(socket));
  expect(await post(endpoint(raw.url), endpoint(second.url))).toBe('second');
  raw.close();
});

test('the next endpoint takes over from one that accepts and says nothing', async () => {
  const mute = await rawServer((socket) => void socket.resume());
  const calls = createEndpoints([endpoint(mute.url), endpoint(second.url)], { connectMs: 50, idleMs: 3500 }, pve.words);
  const never = new AbortController().signal;
  const answer = await calls.attempt(({ agent, origin }) => exchange({ agent, url: new URL(origin), method: 'POST', headers: {}, body: null }, never));
  expect(answer.body).toContain('second');
  calls.close();
  mute.close();
});

test('the next endpoint takes over from one whose certificate has expired', async () => {
  const day = 24 * 3600 * 1000;
  const old = await makeCertificate({ from: new Date(Date.now() - 2 * day), to: new Date(Date.now() - day) });
  const expired = await startPveServer(old, (got) => answerWith(got, 200, 'OK', { data: 'expired' }));
  expect(await post({ url: expired.url, fingerprint: old.fingerprint }, endpoint(second.url))).toBe('second');
  await expired.close();
  expect(expired.received).toEqual([]);
});

test.each([
  ['POST', 'unknown'],
  ['GET', 'refused'],
] as const)('no other endpoint is asked when a %s gets no answer', async (method, outcome) => {
  const hanging = await startPveServer(certificate, () => undefined);
  client = createPveClient({
    cluster: 'demo', endpoints: [endpoint(hanging.url), endpoint(second.url)], token: { id: 'vigie@pve!test', secret: 'secret' }, timeoutMs: 1000,
  });
  await expect(client.call(method, '/pools', {})).rejects.toMatchObject({ outcome, kind: 'timeout' });
  await hanging.close();
  expect(second.received).toEqual([]);
});

test('no other endpoint is asked when an answer is cut', async () => {
  const cutting = await startPveServer(certificate, (got) => {
    got.answer.writeHead(200, { 'content-length': '100' });
    got.answer.write('{"data":', () => got.socket.destroy());
  });
  await expect(post(endpoint(cutting.url), endpoint(second.url))).rejects.toMatchObject({ outcome: 'unknown' });
  await cutting.close();
  expect(second.received).toEqual([]);
});

test('when all fail, all are told, and a certificate that does not fit decides the kind', async () => {
  const wrong = { url: first.url, fingerprint: Array(32).fill('AA').join(':') };
  const failing = post(endpoint(deadUrl), wrong);
  await expect(failing).rejects.toMatchObject({ outcome: 'refused', kind: 'certificate' });
  await expect(failing).rejects.toThrow(/refuses connections.*; .*has the fingerprint/);
});

test('a cluster without endpoint is refused when the client is made', () => {
  expect(() => createPveClient({ cluster: 'demo', endpoints: [], token: { id: 'a@pve!b', secret: 'c' } })).toThrow('at least one endpoint');
});
