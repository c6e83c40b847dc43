import { ask, startTestServer, type TestServer } from '../testing/exporter-server.ts';

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close(0)));
});
async function start(parts: Parameters<typeof startTestServer>[0] = {}): Promise<TestServer> {
  const server = await startTestServer(parts);
  servers.push(server);
  return server;
}
const down = () => Promise.reject(new Error('secret detail of Proxmox'));

describe('every answer', () => {
  test('is read only, and says so', async () => {
    const { url } = await start();
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      expect(await ask(`${url}/metrics`, { method })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
    }
    expect((await ask(`${url}/nowhere`, { method: 'POST' })).status).toBe(404);
  });

  test('has no body for HEAD, and the same status', async () => {
    const { url } = await start();
    for (const path of ['/', '/metrics', '/pve?target=demo', '/pve?target=no', '/discovery/clusters', '/healthz', '/tenants/acme/metrics']) {
      const [head, get] = await Promise.all([ask(`${url}${path}`, { method: 'HEAD' }), ask(`${url}${path}`)]);
      expect([head.status, head.headers['content-type'], head.body]).toEqual([get.status, get.headers['content-type'], '']);
    }
  });

  test('is refused to a request with a body, or with an endless URL', async () => {
    const { url } = await start();
    expect((await ask(`${url}/metrics`, { method: 'POST', body: 'x' })).status).toBe(413);
    expect((await ask(`${url}/metrics?${'x'.repeat(3_000)}`)).status).toBe(414);
    expect((await ask(`${url}/metrics?${'x'.repeat(30_000)}`)).status).toBe(431);
  });

  test('tells nothing of a mistake of ours', async () => {
    const server = await start({ scrapeAll: down });
    expect(await ask(`${server.url}/metrics`)).toMatchObject({ status: 500, body: 'Internal error\n' });
    expect(server.log.error).toHaveBeenCalledTimes(1);
  });

  test.each(['/tenants/%E0%A4%A/metrics', '/%', '/metrics/../../etc/passwd'])('to a broken path is 400 or 404: %s', async (path) => {
    const { url } = await start();
    const { hostname, port } = new URL(url);
    const { status, body } = await ask(url, { path, hostname, port });
    expect([400, 404]).toContain(status);
    expect(body).toMatch(/^(Bad request|Not found)\n$/);
  });

  test('has headers that keep browsers at bay; the web configuration changes them', async () => {
    const plain = await ask(`${(await start()).url}/healthz`);
    expect(plain.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(plain.headers['content-security-policy']).toContain("default-src 'none'");
    expect(plain.headers).not.toHaveProperty('x-powered-by');
    const headers = { 'Strict-Transport-Security': 'max-age=60', 'X-Content-Type-Options': '' };
    const changed = await ask(`${(await start({ web: { headers } })).url}/healthz`);
    expect(changed.headers['strict-transport-security']).toBe('max-age=60');
    expect(changed.headers).not.toHaveProperty('x-content-type-options');
  });

  test('comes no more often than the web configuration allows', async () => {
    const { url } = await start({ web: { rateLimit: { burst: 2, intervalMs: 3_600_000 } } });
    const answers = [];
    for (let i = 0; i < 3; i += 1) answers.push(await ask(`${url}/healthz`));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(Number(answers[2]?.headers['retry-after'])).toBeGreaterThan(3_000);
  });
});

describe('targets', () => {
  test('are scraped by name; what is not configured is unknown, and not repeated', async () => {
    const { url } = await start();
    expect((await ask(`${url}/pve?target=demo&module=default&cluster=1&node=1`)).body).toContain('cluster/demo');
    expect((await ask(`${url}/pbs?target=main`)).body).toContain('server/main');
    for (const path of ['/pve?target=main', '/pve', '/pve?target=', '/pbs?target=demo', '/pve?target=evil.example%22%3Cb%3E', '/pve?target[a]=demo']) {
      const { status, body } = await ask(`${url}${path}`);
      expect([status, body]).toEqual([404, 'Unknown target: name one of vigie.yaml, or the host of one of its endpoints\n']);
    }
  });

  test.each([
    ['', { cluster: true, node: true }],
    ['&cluster=1&node=0', { cluster: true, node: false }],
    ['&cluster=false&node=true', { cluster: false, node: true }],
    ['&cluster=', { cluster: false, node: true }],
  ])('take the switches of prometheus-pve-exporter: %s', async (query, wanted) => {
    const asked: unknown[] = [];
    const { url } = await start({ scrapeCluster: async (_target, switches) => (asked.push(switches), null) });
    await ask(`${url}/pve?target=demo${query}`);
    expect(asked).toEqual([wanted]);
  });

  test.each([
    [{}, 8_000],
    [{ 'x-prometheus-scrape-timeout-seconds': '5.000000' }, 4_000],
    [{ 'x-prometheus-scrape-timeout-seconds': '60' }, 8_000],
    [{ 'x-prometheus-scrape-timeout-seconds': '0.001' }, 250],
    [{ 'x-prometheus-scrape-timeout-seconds': '-1' }, 8_000],
    [{ 'x-prometheus-scrape-timeout-seconds': 'soon' }, 8_000],
  ])('answer before Prometheus gives up: %j', async (headers, budget) => {
    const asked: number[] = [];
    const { url } = await start({ scrapeCluster: async (_target, _switches, budgetMs) => (asked.push(budgetMs), null) });
    await ask(`${url}/pve?target=demo`, { headers });
    expect(asked).toEqual([budget]);
  });
});

describe('discovery', () => {
  test('of guests is 503 when Proxmox cannot be read, never an empty list', async () => {
    const { url } = await start({ discovery: { list: down } });
    expect(await ask(`${url}/discovery/nodes`)).toMatchObject({ status: 503, body: 'Proxmox cannot be read\n' });
  });

  test('is JSON', async () => {
    const answer = await ask(`${(await start()).url}/discovery/nodes`);
    expect(answer).toMatchObject({ status: 200, body: '[]' });
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  });

  test('of our own endpoints names the host that was asked', async () => {
    const { url } = await start();
    const list = async (path: string) => JSON.parse((await ask(`${url}${path}`, { headers: { host: 'exporter.example:9221' } })).body) as { targets: string[]; labels: object }[];
    expect(await list('/discovery/clusters')).toHaveLength(2);
    expect(await list('/discovery/backup-servers')).toMatchObject([{ targets: ['exporter.example:9221'], labels: { __metrics_path__: '/pbs' } }]);
    expect((await list('/discovery/tenants')).map(({ labels }) => labels)).toMatchObject([{ instance: 'acme' }, { instance: 'globex' }]);
    expect(await list('/discovery/tenants?tenant=globex')).toMatchObject([{ labels: { __metrics_path__: '/tenants/globex/metrics' } }]);
  });
});

describe('the rest', () => {
  test('the landing page has a title, a language, both themes, links, no markup from names, and nothing from elsewhere', async () => {
    const { body, headers } = await ask(`${(await start()).url}/`);
    expect(body).toContain('<html lang="en">');
    expect(body).toContain('<h1>Vigie exporter</h1>');
    expect(body).toContain('color-scheme: light dark');
    expect(body).toContain('&lt;img src=x&gt;');
    expect(body).toContain('Version 1.2.3');
    const links = [...body.matchAll(/href="([^"]+)"/g)].map(([, link]) => link);
    expect(links).toEqual([
      '/pve?target=demo', '/pve?target=%3Cimg%20src%3Dx%3E', '/pbs?target=main', '/metrics', '/discovery/nodes', '/discovery/clusters',
      '/discovery/backup-servers', '/discovery/tenants', '/healthz', '/readyz',
    ]);
    expect(body).not.toMatch(/acme|https?:|src="/);
    expect(headers['content-security-policy']).toMatch(/style-src 'sha256-/);
  });

  test('is ready once discovery had its first pass, and healthy before', async () => {
    const { url } = await start({ isReady: () => false });
    expect(await ask(`${url}/readyz`)).toMatchObject({ status: 503, body: '{"status":"starting"}' });
    expect(await ask(`${url}/healthz`)).toMatchObject({ status: 200 });
    expect(await ask(`${(await start()).url}/readyz`)).toMatchObject({ status: 200 });
  });
});
