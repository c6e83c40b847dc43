import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import { gunzipSync } from 'node:zlib';
import express from 'express';
import { resourceMetrics } from '@vigie/metrics/resource';
import { Exposition } from './exposition.ts';
import { listen } from './listen.ts';
import { sendExposition } from './send-exposition.ts';

/** Some 30 MB: more than all buffers between two processes hold. */
const things = Array.from({ length: 300_000 }, (_, i) => ({ i, labels: `id="qemu/${i}",tenant="a-tenant-with-a-name-of-some-length"` }));
let server: Server;
let url: string;
let sent: Promise<void>;
let made = 0;

beforeEach(async () => {
  const app = express();
  app.get('/metrics', (request, response) => {
    const out = new Exposition();
    made = 0;
    out.addEach(resourceMetrics.up, request.query.small === undefined ? things : things.slice(0, 2), ({ i }) => (made = i + 1));
    sent = sendExposition(request, response, out);
  });
  server = createServer(app);
  url = `http://${await listen(server, '127.0.0.1', 0)}/metrics`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(`${url}${path}`, { headers, method, agent: false }, resolve).on('error', reject);
  });
}

async function bodyOf(answer: IncomingMessage): Promise<Buffer> {
  return Buffer.concat(await answer.toArray());
}

test('the body is the same in pieces, compressed and not', async () => {
  const plain = (await bodyOf(await ask(''))).toString();
  expect(plain.split('\n')).toHaveLength(things.length + 3);
  expect(plain.endsWith(`tenant="a-tenant-with-a-name-of-some-length"} ${things.length}\n`)).toBe(true);
  const answer = await ask('', { 'accept-encoding': 'gzip' });
  expect(answer.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(await bodyOf(answer)).toString()).toBe(plain);
});

test.each([
  ['text/plain; version=0.0.4; charset=utf-8', {}],
  ['application/openmetrics-text; version=1.0.0; charset=utf-8', { accept: 'application/openmetrics-text' }],
])('the format is %s when the client asks so', async (type, headers) => {
  const answer = await ask('?small', headers as Record<string, string>);
  expect(answer.headers['content-type']).toBe(type);
  expect(answer.headers.vary).toBe('Accept, Accept-Encoding');
  expect((await bodyOf(answer)).toString().endsWith('# EOF\n')).toBe(type.startsWith('application'));
});

test('compression that is refused is not used', async () => {
  expect((await ask('?small', { 'accept-encoding': 'gzip;q=0' })).headers['content-encoding']).toBeUndefined();
});

test('HEAD has no body', async () => {
  expect(await bodyOf(await ask('', {}, 'HEAD'))).toHaveLength(0);
  expect(made).toBe(0);
});

test.each([{}, { 'accept-encoding': 'gzip' }])('a client that goes away ends the work: %p', async (headers) => {
  const answer = await ask('', headers as Record<string, string>);
  await once(answer, 'data');
  answer.destroy();
  await sent;
  expect(made).toBeLessThan(things.length);
});
