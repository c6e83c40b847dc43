import { createServer as createHttpServer, type Server } from 'node:http';
import { jest } from '@jest/globals';
import { resourceMetrics } from '@vigie/metrics/resource';
import { Exposition, labelText } from './exposition.ts';
import { listen } from './listen.ts';
import { createServer, type ServerParts } from './server.ts';
import { createTenantAuth } from './tenant-auth.ts';

function expositionOf(labels: Record<string, string>): Exposition {
  const out = new Exposition();
  out.add(resourceMetrics.up, labelText(labels), 1);
  return out;
}

const parts: ServerParts = {
  clusters: ['demo', '<img src=x>'],
  version: '1.2.3',
  scrape: async () => expositionOf({}),
  scrapeTenant: async (tenant) => expositionOf({ tenant }),
  tenantAuth: createTenantAuth(new Map([['acme', 'acme-token'], ['globex', 'globex-token']])),
  discovery: { list: async () => [] },
  isReady: () => true,
  log: { error: jest.fn() },
};
const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))));
});

async function ask(path: string, { headers = {}, method = 'GET', ...more }: Partial<ServerParts> & { headers?: Record<string, string>; method?: string } = {}) {
  const server = createHttpServer(createServer({ ...parts, ...more }));
  servers.push(server);
  const url = await listen(server, '127.0.0.1', 0);
  const response = await fetch(`${url}${path}`, { method, headers: { connection: 'close', ...headers } });
  const { date: _now, ...rest } = Object.fromEntries(response.headers);
  return { status: response.status, headers: rest, body: await response.text() };
}
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const down = () => Promise.reject(new Error('secret detail of Proxmox'));

describe('a tenant', () => {
  test('cannot tell an unknown tenant from a wrong token', async () => {
    const answers = await Promise.all([
      ask('/tenants/acme/metrics'),
      ask('/tenants/acme/metrics', bearer('globex-token')),
      ask('/tenants/unknown/metrics', bearer('acme-token')),
      ask('/tenants/__proto__/metrics', bearer('acme-token')),
      ask('/tenants/acme%2F..%2Fglobex/metrics', bearer('acme-token')),
    ]);
    answers.forEach((answer) => expect(answer).toEqual(answers[0]));
    expect(answers[0]).toMatchObject({ status: 401, body: 'Unauthorized\n' });
  });

  test('is not read for without its token', async () => {
    const scrapeTenant = jest.fn(parts.scrapeTenant);
    await ask('/tenants/acme/metrics', { scrapeTenant, ...bearer('guess') });
    expect(scrapeTenant).not.toHaveBeenCalled();
  });

  test('gets 503 when nothing can be read, and no reason', async () => {
    const answer = await ask('/tenants/acme/metrics', { scrapeTenant: down, ...bearer('acme-token') });
    expect(answer).toMatchObject({ status: 503, body: 'Proxmox cannot be read\n' });
  });

  test('gets its own with its token', async () => {
    const answer = await ask('/tenants/acme/metrics', bearer('acme-token'));
    expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('\npve_up{tenant="acme"} 1\n') as string });
  });
});

describe('discovery', () => {
  test('is 503 when Proxmox cannot be read, never an empty list', async () => {
    expect(await ask('/discovery/nodes', { discovery: { list: down } })).toMatchObject({ status: 503, body: 'Proxmox cannot be read\n' });
  });

  test('is JSON', async () => {
    const answer = await ask('/discovery/nodes');
    expect(answer).toMatchObject({ status: 200, body: '[]' });
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  });
});

describe('the rest', () => {
  test('a mistake of ours does not show', async () => {
    expect(await ask('/metrics', { scrape: down })).toMatchObject({ status: 500, body: 'Internal error\n' });
  });

  test.each(['/tenants/%E0%A4%A/metrics', '/%'])('a broken path is 400 or 404: %s', async (path) => {
    const { status, body } = await ask(path);
    expect([400, 404]).toContain(status);
    expect(body).not.toContain('URIError');
  });

  test('there is nothing to write to', async () => {
    expect(await ask('/metrics', { method: 'POST' })).toMatchObject({ status: 404 });
  });

  test('metrics have the content type of the text format', async () => {
    expect((await ask('/metrics')).headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  });

  test('the landing page has a title, a language, links, and no markup from names', async () => {
    const { body } = await ask('/');
    expect(body).toContain('<html lang="en">');
    expect(body).toContain('<h1>Vigie exporter</h1>');
    expect(body).toContain('&lt;img src=x&gt;');
    for (const path of ['/metrics', '/discovery/nodes', '/healthz', '/readyz']) expect(body).toContain(`href="${path}"`);
    expect(body).not.toContain('acme');
  });

  test('is ready once discovery had its first pass, and healthy before', async () => {
    expect(await ask('/readyz', { isReady: () => false })).toMatchObject({ status: 503, body: '{"status":"starting"}' });
    expect(await ask('/readyz')).toMatchObject({ status: 200 });
    expect(await ask('/healthz', { isReady: () => false })).toMatchObject({ status: 200 });
  });
});
