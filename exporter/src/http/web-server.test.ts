import { X509Certificate } from 'node:crypto';
import { connect as connectTls } from 'node:tls';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { createServer } from 'node:net';
import { openWebConfig, type WebConfig, type WebTls } from '@vigie/config/web-config';
import type { ClientAuthType } from '@vigie/config/web-config-schema';
import { makeCertificate, type Certificate } from '@vigie/proxmox/testing/certificate';
import { ask } from '../testing/exporter-server.ts';
import { startWebServer, type WebServer } from './web-server.ts';
import type { RequestListener } from 'node:http';

const hello: RequestListener = (_request, response) => void response.end('hello');
const tlsOf = ({ pem, key }: Certificate, more: Partial<WebTls> = {}): WebTls => ({
  cert: pem, key, clientCa: null, clientAuth: 'NoClientCert', allowedSans: [],
  minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3', ciphers: [], honorCipherOrder: true, curves: [], ...more,
});

const servers: WebServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close(0)));
});
async function start(tls: WebTls | null, app: RequestListener = hello) {
  let current: WebConfig = { ...openWebConfig, tls };
  let listener: (renewed: WebTls) => void = () => undefined;
  const server = await startWebServer({ app, web: { current: () => current, onTls: (told) => (listener = told) }, host: '127.0.0.1', port: 0 });
  servers.push(server);
  const renew = (renewed: WebTls) => {
    current = { ...current, tls: renewed };
    listener(renewed);
  };
  return { ...server, renew };
}

/** The certificate that a new connection is shown, and the version and cipher that are agreed on. */
async function shake(url: string, ca: string, more: object = {}) {
  const socket = connectTls({ port: Number(new URL(url).port), host: '127.0.0.1', ca, ...more });
  await once(socket, 'secureConnect');
  const shown = { fingerprint: socket.getPeerX509Certificate()?.fingerprint256, version: socket.getProtocol(), cipher: socket.getCipher().name };
  socket.destroy();
  return shown;
}

describe('TLS', () => {
  let first: Certificate;
  let second: Certificate;
  beforeAll(async () => {
    [first, second] = await Promise.all([makeCertificate(), makeCertificate()]);
  });

  test('is spoken instead of plain HTTP', async () => {
    const { url } = await start(tlsOf(first));
    expect(url).toMatch(/^https:/);
    expect((await ask(url, { ca: first.pem })).body).toBe('hello');
    await expect(ask(url)).rejects.toThrow(/self.signed/);
    await expect(ask(url.replace('https', 'http'))).rejects.toThrow();
  });

  test('a renewed certificate is shown to the next connection, without a restart', async () => {
    const { url, renew } = await start(tlsOf(first));
    expect((await shake(url, first.pem)).fingerprint).toBe(new X509Certificate(first.pem).fingerprint256);
    renew(tlsOf(second));
    expect((await shake(url, second.pem)).fingerprint).toBe(new X509Certificate(second.pem).fingerprint256);
  });

  test('versions and ciphers are those of the settings', async () => {
    const { url } = await start(tlsOf(first, { minVersion: 'TLSv1.3' }));
    expect((await shake(url, first.pem)).version).toBe('TLSv1.3');
    await expect(shake(url, first.pem, { maxVersion: 'TLSv1.2' })).rejects.toThrow();
    const { url: narrow } = await start(tlsOf(first, { ciphers: ['ECDHE-ECDSA-AES256-GCM-SHA384'], curves: ['P-256'] }));
    expect((await shake(narrow, first.pem, { maxVersion: 'TLSv1.2' })).cipher).toBe('ECDHE-ECDSA-AES256-GCM-SHA384');
    expect((await shake(narrow, first.pem)).version).toBe('TLSv1.3');
    await expect(shake(narrow, first.pem, { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' })).rejects.toThrow();
  });

  // The client's certificate: none, one that the CA does not know, the CA's own.
  test.each<[ClientAuthType, string[], boolean[]]>([
    ['NoClientCert', [], [true, true, true]],
    ['RequestClientCert', [], [true, true, true]],
    ['RequireAnyClientCert', [], [false, true, true]],
    ['VerifyClientCertIfGiven', [], [true, false, true]],
    ['RequireAndVerifyClientCert', [], [false, false, true]],
    ['RequireAndVerifyClientCert', ['127.0.0.1'], [false, false, true]],
    ['RequireAndVerifyClientCert', ['127.0.0.2', 'pve1'], [false, false, false]],
  ])('%s with the names %j', async (clientAuth, allowedSans, admitted) => {
    const { url } = await start(tlsOf(first, { clientAuth, allowedSans, clientCa: second.pem }));
    const stranger = await makeCertificate();
    const clients = [{}, { cert: stranger.pem, key: stranger.key }, { cert: second.pem, key: second.key }];
    const answers = await Promise.all(clients.map((client) => ask(url, { ca: first.pem, ...client }).then(({ status }) => status === 200, () => false)));
    expect(answers).toEqual(admitted);
  });
});

describe('closing', () => {
  test('answers what is under way, closes what is idle, and takes nothing new', async () => {
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    const { url, close } = await start(null, (request, response) => {
      if (request.url === '/idle') return void response.end('idle');
      asked.resolve();
      void answer.promise.then(() => response.end('whole'));
    });
    const agent = new Agent({ keepAlive: true });
    await ask(`${url}/idle`, { agent });
    const slow = ask(`${url}/slow`, { agent: new Agent({ keepAlive: true }) });
    await asked.promise;
    const closed = close(60_000);
    await expect(ask(`${url}/idle`)).rejects.toThrow('ECONNREFUSED');
    answer.resolve();
    expect(await slow).toMatchObject({ body: 'whole', headers: { connection: 'close' } });
    await closed;
    agent.destroy();
  });

  test('closes a connection also when its answer had begun', async () => {
    const half = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    const { url, close } = await start(null, (_request, response) => {
      response.write('half', () => half.resolve());
      void answer.promise.then(() => response.end(' and half'));
    });
    const agent = new Agent({ keepAlive: true });
    const slow = ask(url, { agent });
    await half.promise;
    const closed = close(60_000);
    answer.resolve();
    expect((await slow).body).toBe('half and half');
    await closed;
    agent.destroy();
  });

  test('cuts what does not end within the grace', async () => {
    const asked = Promise.withResolvers<void>();
    const { url, close } = await start(null, () => asked.resolve());
    const never = ask(url);
    never.catch(() => undefined);
    await asked.promise;
    await close(1);
    await expect(never).rejects.toThrow();
  });
});

test('a taken port is named, with what to change', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const starting = startWebServer({ app: hello, web: { current: () => openWebConfig, onTls: () => undefined }, host: '127.0.0.1', port });
  await expect(starting).rejects.toThrow(`port ${port} of 127.0.0.1 is taken`);
  other.close();
});
