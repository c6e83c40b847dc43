import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { ApiEndpoint } from './agent.ts';
import { createPveClient, type PveClient } from './client.ts';
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

test('when all fail, all are told, and a certificate that does not fit decides the kind', async () => {
  const wrong = { url: first.url, fingerprint: Array(32).fill('AA').join(':') };
  const failing = post(endpoint(deadUrl), wrong);
  await expect(failing).rejects.toMatchObject({ outcome: 'refused', kind: 'certificate' });
  await expect(failing).rejects.toThrow(/refuses connections.*; .*has the fingerprint/);
});

test('a cluster without endpoint is refused when the client is made', () => {
  expect(() => createPveClient({ cluster: 'demo', endpoints: [], token: { id: 'a@pve!b', secret: 'c' } })).toThrow('at least one endpoint');
});
