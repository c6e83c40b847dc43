import { capability, type Capability, type GrafanaRole } from '@vigie/contract/me';
import { problem, type Problem } from '@vigie/contract/problem';
import { routes, type Route } from '@vigie/contract/routes';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { OrgId } from '../identity/fixture.ts';
import { operation, orderId, startTestHttp, stopTestHttp, vmId, type TestHttp } from './fixture.ts';
import { backupRun, execution, restoreTest } from './resilience-fixture.ts';
import { limits } from './rate-limits.ts';
import { prepareHttp } from './server.ts';

let http: TestHttp;
beforeEach(async () => {
  http = await startTestHttp();
});
afterEach(() => stopTestHttp(http));

interface Ask {
  org?: OrgId;
  role?: GrafanaRole;
  body?: unknown;
  text?: string;
  headers?: Record<string, string>;
}

async function ask(method: string, path: string, { org = 2, role = 'Editor', body, text, headers = {} }: Ask = {}) {
  const payload = text ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(`${http.server.url}${path}`, {
    method,
    headers: {
      ...(await http.grafana.headers(org, role)),
      ...(payload !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(payload !== undefined && { body: payload }),
  });
  const answer = await response.text();
  return { status: response.status, headers: response.headers, text: answer, json: (answer ? JSON.parse(answer) : null) as unknown };
}

async function problemOf(method: string, path: string, request: Ask = {}): Promise<Problem> {
  const { status, headers, json } = await ask(method, path, request);
  expect(headers.get('content-type')).toBe('application/problem+json');
  const document = problem.strict().parse(json);
  expect(document.status).toBe(status);
  expect(document.correlationId).toBe(headers.get('x-correlation-id'));
  return document;
}

const key = { 'idempotency-key': 'k-1' };
const goodOrder = { offer: 'standard', name: 'web-01' };
const orders = '/api/v1/orders';

describe('bad requests to POST /orders', () => {
  const refuse = (request: Ask) => problemOf('POST', orders, { headers: key, ...request });
  afterEach(() => expect(http.asked).toEqual([]));

  test('all mistakes are listed', async () => {
    const { code, errors = [] } = await refuse({ body: { name: 'x'.repeat(64), quantity: 17, network: 'mine', surprise: 1 } });
    expect(code).toBe('invalid-request');
    expect(errors.map(({ path }) => path).sort()).toEqual(['name', 'network', 'offer', 'quantity', 'surprise']);
  });

  test.each(['{', '', '{"offer":', 'nul', '['.repeat(2000)])('not JSON: %j', async (text) => {
    expect((await refuse({ text, headers: { ...key, 'content-type': 'application/json' } })).code).toBe('invalid-json');
  });

  test.each(['null', '[]', '"text"', '7'])('JSON but no object: %s', async (text) => {
    expect((await refuse({ text })).code).toBe('invalid-request');
  });

  test('too large, whether the size is told or not', async () => {
    expect((await refuse({ text: JSON.stringify({ offer: 'x'.repeat(5000) }) })).code).toBe('body-too-large');
    const response = await fetch(`${http.server.url}${orders}`, {
      method: 'POST',
      headers: { ...(await http.grafana.headers(2, 'Editor')), ...key, 'content-type': 'application/json' },
      body: new Blob(['x'.repeat(5000)]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', 'multipart/form-data; boundary=x'])(
    'content type %s',
    async (type) => {
      expect((await refuse({ text: '{}', headers: { ...key, 'content-type': type } })).code).toBe('unsupported-media-type');
    },
  );

  test('compressed', async () => {
    expect((await refuse({ text: '{}', headers: { ...key, 'content-encoding': 'gzip' } })).code).toBe('unsupported-media-type');
  });

  test.each(['{"__proto__":{"operator":true}}', '{"options":{"__proto__":{"cores":"1"}}}', '{"options":{"__proto__":"1"}}'])(
    'prototype pollution: %s',
    async (text) => {
      const { code, errors } = await refuse({ text });
      expect([code, errors]).toEqual(['invalid-request', [{ path: '__proto__', message: 'unknown key' }]]);
      expect(({} as Record<string, unknown>).operator).toBeUndefined();
    },
  );

  test.each([undefined, '', 'with space', 'x'.repeat(201)])('Idempotency-Key %j', async (value) => {
    const { code, errors } = await refuse({ body: goodOrder, headers: value === undefined ? {} : { 'idempotency-key': value } });
    expect([code, errors?.[0]?.path]).toEqual(['invalid-request', 'Idempotency-Key']);
  });

  test('a role that may not order learns nothing about how to order', async () => {
    expect((await problemOf('POST', orders, { role: 'Viewer', text: '{' })).code).toBe('forbidden');
  });

  test('not more answer than a bound for a body full of mistakes', async () => {
    const body = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`k${i}`, 1]));
    expect((await refuse({ body })).errors).toHaveLength(100);
  });
});

describe('bad requests elsewhere', () => {
  test('unknown option and offer', async () => {
    const quote = (body: unknown) => problemOf('POST', '/api/v1/quotes', { body });
    expect(await quote({ offer: 'standard', options: { constructor: '1', cores: '9' } })).toMatchObject({
      code: 'unknown-option', status: 422, errors: [{ path: 'options.constructor' }, { path: 'options.cores' }],
    });
    expect(await quote({ offer: 'gold' })).toMatchObject({ code: 'unknown-offer', errors: [{ path: 'offer' }] });
    expect(await quote({ offer: 'standard', tenant: 'globex' })).toMatchObject({ code: 'invalid-request', errors: [{ path: 'tenant' }] });
  });

  test.each(['?limit=0', '?limit=201', '?limit=x', '?limit=1&limit=2', '?state=odd', '?tenant=Acme', '?cursor=' + 'c'.repeat(201)])(
    'query %s',
    async (query) => {
      expect((await problemOf('GET', `${orders}${query}`)).code).toBe('invalid-request');
    },
  );

  const unknownOrder = `${orders}/${orderId.replace('1', '2')}`;
  const nowhere = ['/', '/api/v1', '/api/v1/nothing', '/api/v1/Orders', `${orders}/nonsense`, unknownOrder, `${orders}/%zz`];
  test.each(nowhere)('nothing at %s', async (path) => {
    expect((await problemOf('GET', path)).code).toBe('not-found');
  });

  test.each([
    ['DELETE', orders, 'GET, POST'],
    ['PUT', '/api/v1/me', 'GET'],
    ['OPTIONS', '/api/v1/vms', 'GET'],
    ['POST', '/healthz', 'GET, HEAD'],
  ])('method %s of %s', async (method, path, allow) => {
    const { status, headers } = await ask(method, path);
    expect([status, headers.get('allow')]).toEqual([405, allow]);
  });

  test.each(['/api/v1/me', '/api/v1/nothing', orders, '/api/v1/orders/%zz'])('without identity %s is 401, there or not', async (path) => {
    const response = await fetch(`${http.server.url}${path}`, { method: 'POST', headers: { 'x-grafana-org-id': '1' } });
    expect([response.status, ((await response.json()) as Problem).code]).toEqual([401, 'unauthenticated']);
  });
});

const tenantReads: Capability[] = ['catalogue:read', 'order:read', 'vm:read', 'network:read', 'backup:read', 'restore-test:read'];
const tenantUses: Capability[] = ['order:create', 'backup:create', 'vm:act', 'vm:delete'];
const operatorReads: Capability[] = [...tenantReads, 'pool:read', 'drift:read', 'runbook:read'];
const may: Record<string, Capability[]> = {
  '2 Viewer': tenantReads,
  '2 Editor': [...tenantReads, ...tenantUses],
  '2 Admin': [...tenantReads, ...tenantUses],
  '1 Viewer': operatorReads,
  '1 Editor': [...operatorReads, ...tenantUses, 'bastion:sync', 'mail:decide', 'restore-test:run'],
  '1 Admin': [...capability.options],
};
const bodies: Record<string, unknown> = {
  createQuote: { offer: 'standard' },
  createOrder: goodOrder,
  rejectOrder: { reason: 'no' },
  chooseNetwork: { network: 'default' },
  actOnVm: { action: 'start' },
  resizeVm: { options: { cores: '2' } },
  rotateKey: {},
  createSnapshot: { name: 'before-upgrade' },
  putBackupPolicy: { tenant: 'acme', settings: null },
  createRestoreTest: { vm: vmId },
  startExecution: { mode: 'rehearsal', reason: 'yearly' },
  actOnStep: { act: 'done' },
  abortExecution: { reason: 'a mistake' },
};
const ids: [start: string, id: string][] = [
  ['/vms', vmId],
  ['/vm-operations', operation.id],
  ['/backup-runs', backupRun.id],
  ['/restore-tests', restoreTest.id],
  ['/executions', execution.id],
  ['/mails', `mai_${'0'.repeat(16)}`],
];
const addressOf = (path: string) =>
  path.replace('{id}', ids.find(([start]) => path.startsWith(start))?.[1] ?? orderId).replace('{slug}', 'vm-lost').replace('{name}', 'before-upgrade').replace('{step}', 'start');

describe.each(Object.entries(may))('organisation and role %s', (who, allowed) => {
  const [org, role] = who.split(' ') as [string, GrafanaRole];
  test.each(Object.entries<Route>(routes))('%s: allowed and fitting the contract, or forbidden', async (name, route) => {
    const path = `/api/v1${addressOf(route.path)}`;
    const { status, json } = await ask(route.method, path, { org: Number(org) as OrgId, role, body: bodies[name], headers: key });
    if (route.capability !== null && !allowed.includes(route.capability)) {
      expect([status, (json as Problem).code]).toEqual([403, 'forbidden']);
      expect(http.asked).toEqual([]);
    } else {
      expect(status).toBe(route.status);
      expect(route.response.parse(json)).toEqual(json);
    }
  });
});

describe('the API', () => {
  test('hands a checked order with its defaults to the service', async () => {
    await ask('POST', orders, { body: goodOrder, headers: key });
    expect(http.asked).toEqual([
      { service: 'orders.create', login: 'ann-2-Editor', given: [{ ...goodOrder, options: {}, quantity: 1, network: 'default' }, 'k-1'] },
    ]);
  });

  test('shows the caller as the contract says', async () => {
    const { json } = await ask('GET', '/api/v1/me', { role: 'Viewer' });
    expect(json).toEqual({
      login: 'ann-2-Viewer', name: 'Ann', role: 'Viewer', operator: false, tenant: { id: 'acme', name: 'acme' },
      capabilities: ['backup:read', 'catalogue:read', 'network:read', 'order:read', 'restore-test:read', 'vm:read'],
    });
  });

  test.each([
    ['', {}, 'Memory'],
    ['', { 'accept-language': 'fr-FR,fr;q=0.9,en;q=0.8' }, 'Mémoire'],
    ['', { 'accept-language': 'de' }, 'Memory'],
    ['?lang=fr', { 'accept-language': 'en' }, 'Mémoire'],
    ['?lang=en', { 'accept-language': 'fr' }, 'Memory'],
  ])('language: query %j, header %j', async (query, headers, word) => {
    expect((await ask('GET', `/api/v1/catalogue${query}`, { headers: headers as Record<string, string> })).text).toContain(`"${word}"`);
  });

  test('a language that we do not speak is a mistake in the query', async () => {
    expect(await problemOf('GET', '/api/v1/catalogue?lang=de')).toMatchObject({ code: 'invalid-request', errors: [{ path: 'lang' }] });
  });

  test('an error of ours tells nothing, and its cause is in the log under the correlation id', async () => {
    http.services.vms.list = () => Promise.reject(new Error('password of postgres at 10.0.0.1'));
    const { text, headers } = await ask('GET', '/api/v1/vms', { headers: { 'x-correlation-id': 'my-own-id-1' } });
    expect(JSON.parse(text)).toMatchObject({ code: 'internal', status: 500, correlationId: 'my-own-id-1' });
    expect(text).not.toMatch(/postgres|10\.0\.0\.1|\.ts/);
    expect(headers.get('x-correlation-id')).toBe('my-own-id-1');
    expect(http.logs.find((line) => line.includes('10.0.0.1'))).toContain('"correlationId":"my-own-id-1"');
  });

  test('a correlation id that is not well formed is replaced', async () => {
    const { headers } = await ask('GET', '/api/v1/me', { headers: { 'x-correlation-id': '<script>alert(1)' } });
    expect(headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('answers are not sniffed, stored or framed, and do not name their software', async () => {
    const { headers } = await ask('GET', '/api/v1/me');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect([headers.get('x-powered-by'), headers.get('etag')]).toEqual([null, null]);
  });

  test('limits what one person writes, and nobody else', async () => {
    const cancel = (role: GrafanaRole) => ask('POST', `${orders}/${orderId}/cancel`, { role });
    await Promise.all(Array.from({ length: limits.writes }, () => cancel('Editor')));
    const refused = await cancel('Editor');
    expect([refused.status, (refused.json as Problem).code]).toEqual([429, 'rate-limited']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await cancel('Admin')).status).toBe(202);
    expect((await ask('GET', '/api/v1/me')).status).toBe(200);
  }, 30_000);

  test('many requests at once of somebody who is known are no failed identifications', async () => {
    const asked = await Promise.all(Array.from({ length: limits.failedIdentifications * 2 }, () => ask('GET', '/api/v1/me')));
    expect(new Set(asked.map(({ status }) => status))).toEqual(new Set([200]));
  }, 30_000);

  test('limits failed identifications without locking another organisation out', async () => {
    const fail = () => ask('GET', '/api/v1/me', { headers: { 'x-grafana-id': 'x' } });
    await Promise.all(Array.from({ length: limits.failedIdentifications }, fail));
    expect((await fail()).status).toBe(429);
    expect((await ask('GET', '/api/v1/me', { org: 3 })).status).toBe(200);
  }, 30_000);
});

describe('for machines', () => {
  test('/readyz names the parts that are not ready', async () => {
    http.services.readiness = () => Promise.resolve([{ part: 'database', message: 'is starting' }]);
    expect(await problemOf('GET', '/readyz')).toMatchObject({ code: 'not-ready', errors: [{ path: 'database', message: 'is starting' }] });
    expect((await ask('GET', '/healthz')).json).toEqual({ alive: true });
  });

  test('/readyz is 200 when nothing is missing', async () => {
    expect((await ask('GET', '/readyz')).json).toEqual({ ready: true });
  });

  test('/metrics counts by template, never by path', async () => {
    await ask('GET', `${orders}/${orderId}`);
    await ask('GET', '/api/v1/secret-path');
    const text = await (await fetch(`${http.server.url}/metrics`)).text();
    expect(text).toContain('vigie_http_requests_total{method="GET",route="/api/v1/orders/{id}",status="200"} 1');
    expect(text).toContain('vigie_http_requests_total{method="GET",route="unmatched",status="404"} 1');
    expect(text).not.toMatch(/secret-path|ord_0/);
  });

  test('/openapi.json is the description', async () => {
    expect((await ask('GET', '/openapi.json')).json).toMatchObject({ openapi: '3.1.0' });
  });

  test('a taken port is told with the setting to change', async () => {
    const { config, baseDir } = http.grafana.loaded;
    const port = Number(new URL(http.server.url).port);
    const taken = { ...config, provisioner: { ...config.provisioner, listen: { host: '127.0.0.1', port } } };
    const log = pino({ level: 'silent' });
    const start = prepareHttp({ config: { config: taken, baseDir }, services: http.services, log, metrics: new Registry(), alive: async () => {}, exposition: async () => '' })();
    const advice = 'choose another with VIGIE_PORT_PROVISIONER or provisioner.listen.port';
    await expect(start).rejects.toThrow(`port ${port} of 127.0.0.1 is taken: ${advice}`);
  });
});
