import { request as httpRequest, type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { resourceMetrics } from '@vigie/metrics/resource';
import { openWebConfig, type WebConfig } from '@vigie/config/web-config';
import { jest } from '@jest/globals';
import { Exposition, labelText } from '../exposition.ts';
import { createApp } from '../http/app.ts';
import { createBasicAuth } from '../http/basic-auth.ts';
import { createLimit } from '../http/limit.ts';
import { createOperatorAuth } from '../http/operator-auth.ts';
import { allRoutes, type RouteParts } from '../http/routes.ts';
import { startWebServer, type WebServer } from '../http/web-server.ts';
import { createOwnTargets } from '../own-targets.ts';
import { createTenantAuth } from '../tenant-auth.ts';

/** An exposition with one sample, `pve_up{id="..."} 1`. */
export function upOf(id: string): Exposition {
  const out = new Exposition();
  out.add(resourceMetrics.up, labelText({ id }), 1);
  return out;
}

export interface TestServer extends WebServer {
  log: { error: ReturnType<typeof jest.fn> };
  refusals: string[];
  /** Moves the clock of the limits. */
  tick(milliseconds: number): void;
}

/** The exporter's HTTP server on loopback, over parts of which some are given; `web` is its web configuration. */
export async function startTestServer({ web = {}, ...given }: Partial<RouteParts> & { web?: Partial<WebConfig> } = {}): Promise<TestServer> {
  const config: WebConfig = { ...openWebConfig, ...web };
  const log = { error: jest.fn() };
  const refusals: string[] = [];
  let clock = 0;
  const failures = () => createLimit({ burst: 10, intervalMs: 6_000, now: () => clock });
  const operatorAuth = createOperatorAuth({
    users: () => config.users,
    check: createBasicAuth(),
    failures: failures(),
    onRefused: () => refusals.push('operator'),
  });
  const tokens = new Map([['acme', 'acme-token'], ['globex', 'globex-token']]);
  const names = { clusters: ['demo', '<img src=x>'], 'backup-servers': ['main'], tenants: [...tokens.keys()] };
  const routes = allRoutes({
    version: '1.2.3',
    clusters: names.clusters,
    backupServers: names['backup-servers'],
    scrapeAll: async () => upOf('all'),
    scrapeCluster: async (target) => (target === 'demo' ? upOf('cluster/demo') : null),
    scrapeBackupServer: (target) => (target === 'main' ? upOf('server/main') : null),
    scrapeTenant: async (tenant) => upOf(`tenant/${tenant}`),
    tenantAuth: createTenantAuth(tokens),
    tenantFailures: failures(),
    tenants: new Set(names.tenants),
    hasUsers: () => config.users.size > 0,
    onRefusedToken: () => refusals.push('tenant'),
    operatorAuth,
    discovery: { list: async () => [] },
    ownTargets: createOwnTargets({ names, address: undefined, listening: () => 'here:1', isTls: () => config.tls !== null }),
    isReady: () => true,
    ...given,
  });
  const app = createApp({ routes, operatorAuth, web: () => config, log });
  const server = await startWebServer({ app, web: { current: () => config, onTls: () => undefined }, host: '127.0.0.1', port: 0 });
  return { ...server, log, refusals, tick: (milliseconds) => (clock += milliseconds) };
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** One request without fetch's manners: any method, any header, client certificates. */
export function ask(url: string, options: RequestOptions & { cert?: string; key?: string; ca?: string; body?: string } = {}): Promise<Answer> {
  const { body, ...rest } = options;
  return new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const request = send(url, { agent: false, ...rest }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('error', reject);
      response.on('end', () => {
        const { date: _now, ...headers } = response.headers;
        resolve({ status: response.statusCode ?? 0, headers, body: text });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

export const bearer = (token: string): RequestOptions => ({ headers: { authorization: `Bearer ${token}` } });
export const basic = (user: string, password: string): RequestOptions => ({
  headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
});
