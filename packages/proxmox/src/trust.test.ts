import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { ApiEndpoint } from './agent.ts';
import { createPveClient } from './client.ts';
import type { ProxmoxError } from './errors.ts';
import { makeCertificate, type Certificate } from './testing/certificate.ts';
import { answerWith, startPveServer, type PveServer } from './testing/pve-server.ts';

const day = 24 * 3600 * 1000;
let good: Certificate;
let other: Certificate;
let server: PveServer;

beforeAll(async () => {
  [good, other] = await Promise.all([makeCertificate(), makeCertificate()]);
  server = await startPveServer(good, (got) => answerWith(got, 200, 'OK', { data: 'yes' }));
});
afterAll(() => server.close());
beforeEach(() => {
  server.received.length = 0;
});

async function post(endpoint: ApiEndpoint): Promise<unknown> {
  const client = createPveClient({ cluster: 'demo', endpoints: [endpoint], token: { id: 'vigie@pve!test', secret: 'very-secret' } });
  try {
    return await client.call('POST', '/pools', {}, { poolid: 'a' });
  } finally {
    await client.close();
  }
}

const failure = (endpoint: ApiEndpoint) =>
  post(endpoint).then(
    () => Promise.reject(new Error('was accepted')),
    (error: ProxmoxError) => error,
  );

test('a certificate with another fingerprint is refused before the request leaves, and both fingerprints are named', async () => {
  const error = await failure({ url: server.url, fingerprint: other.fingerprint });
  expect(error).toMatchObject({ outcome: 'refused', kind: 'certificate', status: null });
  expect(error.reason).toContain(good.fingerprint);
  expect(error.reason).toContain(other.fingerprint);
  expect(error.reason).toContain('pvenode cert info');
  expect(server.received).toEqual([]);
});

test('a self-signed certificate is not trusted by itself', async () => {
  const error = await failure({ url: server.url });
  expect(error).toMatchObject({ outcome: 'refused', kind: 'certificate' });
  expect(error.reason).toContain('"fingerprint"');
  expect(server.received).toEqual([]);
});

test('another authority does not vouch for it', async () => {
  expect(await failure({ url: server.url, ca: other.pem })).toMatchObject({ outcome: 'refused', kind: 'certificate' });
  expect(server.received).toEqual([]);
});

test('an authority does not vouch for another name', async () => {
  const error = await failure({ url: server.url.replace('127.0.0.1', 'localhost'), ca: good.pem });
  expect(error).toMatchObject({ outcome: 'refused', kind: 'certificate' });
  expect(error.reason).toContain('another name');
  expect(server.received).toEqual([]);
});

describe('an expired certificate', () => {
  let stale: Certificate;
  let staleServer: PveServer;
  beforeAll(async () => {
    stale = await makeCertificate({ from: new Date(Date.now() - 20 * day), to: new Date(Date.now() - 2 * day) });
    staleServer = await startPveServer(stale, (got) => answerWith(got, 200, 'OK', { data: null }));
  });
  afterAll(() => staleServer.close());

  test.each(['fingerprint', 'ca'] as const)('is refused although its %s fits', async (how) => {
    const error = await failure({ url: staleServer.url, ...(how === 'ca' ? { ca: stale.pem } : { fingerprint: stale.fingerprint }) });
    expect(error).toMatchObject({ outcome: 'refused', kind: 'certificate' });
    expect(error.reason).toContain('has expired');
    expect(staleServer.received).toEqual([]);
  });
});

describe('a certificate that changes while we run', () => {
  let renewed: PveServer | undefined;
  afterEach(() => renewed?.close());

  test('is refused on the next connection, before anything of a request leaves, with both fingerprints', async () => {
    const before = await startPveServer(good, (got) => answerWith(got, 200, 'OK', { data: 'yes' }));
    const client = createPveClient({
      cluster: 'demo', endpoints: [{ url: before.url, fingerprint: good.fingerprint }], token: { id: 'vigie@pve!test', secret: 'very-secret' },
    });
    expect(await client.call('POST', '/pools', {}, { poolid: 'a' })).toBe('yes');
    await before.close();
    renewed = await startPveServer(other, (got) => answerWith(got, 200, 'OK', { data: 'no' }), Number(new URL(before.url).port));
    // The kept connection is gone, which a read survives.
    await expect(client.call('GET', '/version', {})).rejects.toMatchObject({ kind: 'certificate' });
    const error = await client.call('POST', '/pools', {}, { poolid: 'a' }).then(
      () => Promise.reject(new Error('was accepted')),
      (reason: ProxmoxError) => reason,
    );
    await client.close();
    expect(error).toMatchObject({ outcome: 'refused', kind: 'certificate', status: null });
    expect(error.reason).toContain(good.fingerprint);
    expect(error.reason).toContain(other.fingerprint);
    expect(error.reason).toContain('correct "fingerprint" if the certificate was renewed');
    expect(renewed.received).toEqual([]);
  });
});

test('a plain HTTP port is named as such', async () => {
  const plain = createServer((_, answer) => answer.end('{"data":null}')).listen(0, '127.0.0.1');
  await once(plain, 'listening');
  const error = await failure({ url: `https://127.0.0.1:${(plain.address() as AddressInfo).port}`, fingerprint: good.fingerprint });
  plain.close();
  expect(error).toMatchObject({ outcome: 'refused', kind: 'certificate' });
  expect(error.reason).toContain('does not speak TLS');
});

test('an http URL is refused when the client is made', () => {
  const options = { cluster: 'demo', endpoints: [{ url: 'http://127.0.0.1:8006' }], token: { id: 'a@pve!b', secret: 'c' } };
  expect(() => createPveClient(options)).toThrow('https only');
});

test.each(['with colons', 'without colons, in small letters'])('a fitting fingerprint %s is trusted', async (how) => {
  const fingerprint = how === 'with colons' ? good.fingerprint : good.fingerprint.replaceAll(':', '').toLowerCase();
  expect(await post({ url: server.url, fingerprint })).toBe('yes');
});

test('a fitting authority and name are trusted', async () => {
  expect(await post({ url: server.url, ca: good.pem })).toBe('yes');
});
