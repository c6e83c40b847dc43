import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { previewApp } from './app.ts';
import { openPluginSettings } from './plugin-settings.ts';
import { openSessions } from './sessions.ts';
import { openSigningKeys } from './signing-keys.ts';

const proxy = '/api/plugin-proxy/vigie-proxmox-app/prov';
const settingsPath = '/api/plugins/vigie-proxmox-app/settings';

let folder: string;
let upstream: Server;
let seen: { method: string; url: string; headers: IncomingHttpHeaders; body: string }[];
let server: Server;
let base: string;
let baseUrl: string;

async function listen(target: Server): Promise<string> {
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(target.address() as AddressInfo).port}`;
}

async function startPreview(provisionerUrl: string): Promise<void> {
  const pluginFolder = join(folder, 'plugin');
  mkdirSync(pluginFolder, { recursive: true });
  const route = {
    path: 'prov/*',
    method: '*',
    url: '{{ .JsonData.url }}',
    reqRole: 'Viewer',
    headers: [{ name: 'X-Gateway-Key', content: '{{ .SecureJsonData.gatewayKey }}' }],
  };
  const plugin = {
    id: 'vigie-proxmox-app',
    name: 'Vigie',
    type: 'app',
    info: { version: '1', updated: '', logos: { small: 'img/logo.svg', large: 'img/logo.svg' } },
    includes: [
      { type: 'page', name: 'VMs', path: '/a/vigie-proxmox-app/vms', addToNav: true, defaultNav: true },
      { type: 'page', name: 'Configuration', path: '/plugins/vigie-proxmox-app', role: 'Admin', addToNav: true },
    ],
    routes: [{ ...route, path: 'prov/admin/*', reqRole: 'Admin' }, route],
    dependencies: { grafanaDependency: '>=12.3.0' },
  };
  writeFileSync(join(pluginFolder, 'plugin.json'), JSON.stringify(plugin));
  const app = previewApp(
    {
      baseUrl: () => baseUrl,
      provisionerUrl,
      pluginFolder,
      hostFolder: folder,
      keys: openSigningKeys(folder),
      sessions: openSessions(folder),
      settings: openPluginSettings(folder, { '1': 'key-1', '2': 'key-2' }),
    },
    { script: 'host.js', style: 'host.css' },
  );
  server = createServer(app);
  baseUrl = base = await listen(server);
}

/** Without fetch's own rules, which would not let a test send `Connection` or `Cookie` freely. */
function send(path: string, headers: Record<string, string> = {}, method = 'GET', body?: string) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const request = httpRequest(`${base}${path}`, { method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'preview-app-'));
  seen = [];
  upstream = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      response.writeHead(201, { 'set-cookie': 'inner=1', 'content-type': 'application/json', 'x-request-id': 'r1' }).end('{"ok":true}');
    });
  });
  await startPreview(await listen(upstream));
});

afterEach(() => {
  for (const each of [server, upstream]) {
    each.closeAllConnections();
    each.close();
  }
  rmSync(folder, { recursive: true });
});

describe('who asks', () => {
  test.each([{}, { 'x-preview-user': 'mallory' }, { cookie: 'preview_session=guess' }] as Record<string, string>[])(
    'nobody gets nowhere: %j',
    async (headers) => {
      expect((await send(`${proxy}/api/v1/me`, headers)).status).toBe(401);
      expect((await send(settingsPath, headers)).status).toBe(401);
      const page = await send('/a/vigie-proxmox-app/vms?q=1', headers);
      expect([page.status, page.headers.location]).toEqual([302, '/login?redirectTo=%2Fa%2Fvigie-proxmox-app%2Fvms%3Fq%3D1']);
      expect(seen).toEqual([]);
    },
  );

  test('a session lasts over a restart and ends with signing out', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await send('/login', form, 'POST', 'user=mallory')).status).toBe(401);
    const answer = await send('/login', form, 'POST', 'user=acme-editor&redirectTo=%2F%2Fevil.example');
    expect([answer.status, answer.headers.location]).toEqual([303, '/']);
    const cookie = answer.headers['set-cookie']?.[0] ?? '';
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax$/);
    const session = { cookie: cookie.split(';')[0] ?? '' };
    expect(JSON.parse((await send('/api/user', session)).body)).toMatchObject({ login: 'acme-editor', orgId: 2 });

    server.close();
    await startPreview('http://127.0.0.1:9');
    expect((await send('/api/user', session)).status).toBe(200);
    await send('/logout', session);
    expect((await send('/api/user', session)).status).toBe(401);
  });

  test('another host name is refused', async () => {
    expect((await send('/api/user', { host: 'evil.example', 'x-preview-user': 'admin' })).status).toBe(421);
  });
});

describe('the plugin proxy', () => {
  test("passes the call on with Grafana's identity and the organisation's key", async () => {
    const sent = {
      'x-preview-user': 'acme-viewer',
      'x-grafana-id': 'forged',
      'x-gateway-key': 'forged',
      cookie: 'a=b',
      'content-type': 'text/plain',
    };
    const answer = await send(`${proxy}/api/v1/orders?q=a%20b&q=c`, sent, 'POST', 'hello');
    expect(answer).toMatchObject({
      status: 201,
      body: '{"ok":true}',
      headers: { 'content-security-policy': 'sandbox', 'x-request-id': 'r1' },
    });
    expect(answer.headers).not.toHaveProperty('set-cookie');

    const call = seen[0]!;
    expect(call).toMatchObject({ method: 'POST', url: '/api/v1/orders?q=a%20b&q=c', body: 'hello' });
    expect(call.headers).toMatchObject({ 'x-gateway-key': 'key-2', 'content-type': 'text/plain' });
    expect(call.headers).not.toHaveProperty('cookie');
    expect(JSON.parse(call.headers['x-grafana-context'] as string)).toMatchObject({ OrgID: 2, OrgRole: 'Viewer', Login: 'acme-viewer' });
    const keys = createRemoteJWKSet(new URL(`${base}/api/signing-keys/keys`));
    const { payload } = await jwtVerify(call.headers['x-grafana-id'] as string, keys, { algorithms: ['ES256'], typ: 'jwt', issuer: base });
    expect(payload).toMatchObject({ aud: 'org:2', username: 'acme-viewer', role: 'Viewer' });
  });

  test('Connection can strip the identity, as it can in Grafana', async () => {
    await send(`${proxy}/api/v1/me`, { 'x-preview-user': 'admin', connection: 'x-grafana-id' });
    expect(seen[0]?.headers).not.toHaveProperty('x-grafana-id');
  });

  test("a route's role gates it", async () => {
    expect((await send(`${proxy}/admin/x`, { 'x-preview-user': 'acme-editor' })).status).toBe(403);
    expect(seen).toEqual([]);
    expect((await send(`${proxy}/admin/x`, { 'x-preview-user': 'admin' })).status).toBe(201);
    expect(seen[0]?.url).toBe('/x');
  });

  test('no route is 404, no backend is 502', async () => {
    expect((await send('/api/plugin-proxy/vigie-proxmox-app/other', { 'x-preview-user': 'admin' })).status).toBe(404);
    upstream.closeAllConnections();
    upstream.close();
    const answer = await send(`${proxy}/api/v1/me`, { 'x-preview-user': 'admin' });
    expect([answer.status, answer.headers['content-security-policy']]).toEqual([502, 'sandbox']);
  });
});

describe('plugin settings', () => {
  const json = { 'content-type': 'application/json' };
  const change = JSON.stringify({ enabled: true, jsonData: { a: 1 }, secureJsonData: { token: 'secret' } });

  test('only an admin changes them', async () => {
    expect((await send(settingsPath, { ...json, 'x-preview-user': 'acme-editor' }, 'POST', change)).status).toBe(403);
    expect((await send(settingsPath, { ...json, 'x-preview-user': 'admin' }, 'POST', '{"secureJsonData":{"a":1}}')).status).toBe(400);
  });

  test('secrets go in and never come out; each organisation has its own', async () => {
    expect((await send(settingsPath, { ...json, 'x-preview-user': 'admin' }, 'POST', change)).status).toBe(200);
    const { body } = await send(settingsPath, { 'x-preview-user': 'admin' });
    expect(JSON.parse(body)).toMatchObject({ jsonData: { a: 1 }, secureJsonFields: { gatewayKey: true, token: true } });
    expect(body).not.toMatch(/secret"|key-1/);
    expect(JSON.parse((await send(settingsPath, { 'x-preview-user': 'acme-editor' })).body)).toMatchObject({ jsonData: {} });
  });
});

describe('pages', () => {
  const navOf = (html: string) =>
    JSON.parse(/previewBootData = (.*);\n/.exec(html)?.[1] ?? 'null').nav.map((entry: { text: string }) => entry.text);

  test('the navigation holds what the role may open', async () => {
    expect(navOf((await send('/', { 'x-preview-user': 'acme-viewer' })).body)).toEqual(['VMs']);
    expect(navOf((await send('/', { 'x-preview-user': 'admin' })).body)).toEqual(['VMs', 'Configuration']);
  });

  test('theme and language are remembered and leave the address', async () => {
    const answer = await send('/a/vigie-proxmox-app/vms?theme=light&lang=fr-FR&q=1', { 'x-preview-user': 'admin' });
    expect([answer.status, answer.headers.location]).toEqual([302, '/a/vigie-proxmox-app/vms?q=1']);
    const cookie = (answer.headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; ');
    expect(JSON.parse((await send('/api/user/preferences', { cookie, 'x-preview-user': 'admin' })).body)).toEqual({
      theme: 'light',
      language: 'fr-FR',
    });
  });
});
