import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer, type Server } from 'node:net';
import { createServer } from 'node:tls';
import { makeCertificate } from '@vigie/proxmox/testing/certificate';
import { pbsOf } from '../testing/pbs-samples.ts';
import { certificateCollector } from './certificate.ts';

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))));
});

async function listening(server: Server): Promise<string> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const shown = (endpoint: string) => `pbs_certificate_expiry_timestamp_seconds{endpoint="${endpoint}",server="main"}`;

test('tells when the certificate expires, also of one that has expired and that nobody trusts', async () => {
  const { pem: cert, key } = await makeCertificate({ from: new Date('2020-01-01T00:00:00Z'), to: new Date('2021-01-01T00:00:00Z') });
  const endpoint = await listening(createServer({ cert, key }));
  const { pass, failure } = pbsOf(certificateCollector([`https://${endpoint}`]), {});
  expect(await pass()).toEqual(new Map([[shown(endpoint), Date.UTC(2021, 0, 1) / 1000]]));
  expect(failure()).toBeNull();
});

test('an endpoint that speaks no TLS is a failure, and keeps no other from being told of', async () => {
  const { pem: cert, key } = await makeCertificate();
  const good = await listening(createServer({ cert, key }));
  const bad = await listening(createTcpServer((socket) => socket.on('error', () => undefined).resume().end('HTTP/1.1 400 Bad Request\r\n\r\n')));
  const { pass, failure } = pbsOf(certificateCollector([`https://${bad}`, `https://${good}`]), {});
  expect([...(await pass()).keys()]).toEqual([shown(good)]);
  expect(failure()).toMatchObject({ kind: 'unreachable' });
});
