import express, { type ErrorRequestHandler, type Express } from 'express';
import type { Logger } from 'pino';
import type { Discovery } from './discovery.ts';
import type { Exposition } from './exposition.ts';
import { landingPage } from './landing-page.ts';
import { sendExposition } from './send-exposition.ts';
import type { TenantAuth } from './tenant-auth.ts';

export interface ServerParts {
  clusters: readonly string[];
  version: string;
  /** The body of /metrics. */
  scrape: () => Promise<Exposition>;
  /** The body of a tenant's metrics; rejects when no cluster can be read. */
  scrapeTenant: (tenant: string) => Promise<Exposition>;
  tenantAuth: TenantAuth;
  discovery: Pick<Discovery, 'list'>;
  isReady: () => boolean;
  log: Pick<Logger, 'error'>;
}

/** The exporter's HTTP interface. */
export function createServer(parts: ServerParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((_request, response, next) => {
    response.set({
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      'X-Content-Type-Options': 'nosniff',
    });
    next();
  });

  app.get('/', (_request, response) => {
    response.send(landingPage(parts));
  });

  app.get('/metrics', async (request, response) => {
    const body = await parts.scrape();
    await sendExposition(request, response, body);
  });

  app.get('/tenants/:tenant/metrics', async (request, response) => {
    const { tenant } = request.params;
    if (!parts.tenantAuth(tenant, request.get('authorization'))) {
      response.status(401).set('WWW-Authenticate', 'Bearer realm="vigie"').type('text/plain').send('Unauthorized\n');
      return;
    }
    const body = await parts.scrapeTenant(tenant).catch(() => null);
    if (body === null) response.status(503).type('text/plain').send('Proxmox cannot be read\n');
    else await sendExposition(request, response, body);
  });

  app.get('/discovery/nodes', async (_request, response) => {
    const groups = await parts.discovery.list().catch(() => null);
    if (groups === null) response.status(503).type('text/plain').send('Proxmox cannot be read\n');
    else response.json(groups);
  });

  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });

  // Proxmox out of reach does not make the exporter unready: it must be scraped to say so.
  app.get('/readyz', (_request, response) => {
    const ready = parts.isReady();
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'starting' });
  });

  app.use((_request, response) => {
    response.status(404).type('text/plain').send('Not found\n');
  });
  app.use(errorHandler(parts.log));
  return app;
}

function errorHandler(log: Pick<Logger, 'error'>): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const status = clientStatus(error);
    if (status === null) log.error({ path: request.path, reason: error instanceof Error ? error.message : String(error) }, 'request failed');
    response.status(status ?? 500).type('text/plain').send(status === null ? 'Internal error\n' : 'Bad request\n');
  };
}

/** Express's own errors on what the client sent, such as a path that is not valid percent-encoding. */
function clientStatus(error: unknown): number | null {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : null;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}
