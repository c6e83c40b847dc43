import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { WebConfig } from '@vigie/config/web-config';
import type { Logger } from 'pino';
import { createLimit, type Limit } from './limit.ts';
import type { OperatorAuth } from './operator-auth.ts';
import { refuse, refuseForNow } from './replies.ts';
import type { Access, Route } from './route.ts';
import { standardHeaders } from './standard-headers.ts';

export interface AppParts {
  routes: readonly Route[];
  operatorAuth: OperatorAuth;
  /** The web configuration as of now. */
  web: () => Pick<WebConfig, 'headers' | 'rateLimit'>;
  log: Pick<Logger, 'error'>;
}

/** Longer than any URL that Prometheus asks for. */
const maxUrl = 2_048;

/** The exporter's HTTP interface. */
export function createApp({ routes, operatorAuth, web, log }: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('case sensitive routing', true);
  app.use(standardHeaders(() => web().headers), requestLimits, rateLimit(() => web().rateLimit));
  for (const route of routes) app.all(route.path, guard(route.access, operatorAuth), readOnly, (request, response) => route.handle(request, response));
  app.use(guard('operator', operatorAuth), (_request, response) => refuse(response, 404, 'Not found'));
  app.use(errorHandler(log));
  return app;
}

/** Nothing here takes a body, and one that is not read would be read to its end by Node.js. */
const requestLimits: RequestHandler = (request, response, next) => {
  const hasBody = request.get('transfer-encoding') !== undefined || Number(request.get('content-length') ?? 0) > 0;
  if (!hasBody && request.url.length <= maxUrl) return next();
  response.set('Connection', 'close');
  refuse(response, hasBody ? 413 : 414, hasBody ? 'No body is taken' : 'The URL is too long');
};

/** The limit of the web configuration, over all requests. */
function rateLimit(settings: () => WebConfig['rateLimit']): RequestHandler {
  let current: { of: WebConfig['rateLimit']; limit: Limit } | undefined;
  return (_request, response, next) => {
    const wanted = settings();
    if (wanted === null) return next();
    if (current?.of !== wanted) current = { of: wanted, limit: createLimit(wanted) };
    const wait = current.limit.waitMs('all');
    if (wait > 0) return refuseForNow(response, wait);
    current.limit.count('all');
    next();
  };
}

function guard(access: Access, operatorAuth: OperatorAuth): RequestHandler {
  if (access !== 'operator') return (_request, _response, next) => next();
  return async (request, response, next) => {
    const verdict = await operatorAuth(request);
    if (verdict === 'admitted') return next();
    if (verdict !== 'refused') return refuseForNow(response, verdict.wait);
    response.set('WWW-Authenticate', 'Basic realm="vigie", charset="UTF-8"');
    refuse(response, 401, 'Unauthorized');
  };
}

const readOnly: RequestHandler = (request, response, next) => {
  if (request.method === 'GET' || request.method === 'HEAD') return next();
  response.set('Allow', 'GET, HEAD');
  refuse(response, 405, 'Method not allowed');
};

function errorHandler(log: Pick<Logger, 'error'>): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const status = clientStatus(error);
    if (status === null) log.error({ path: request.path, reason: error instanceof Error ? error.message : String(error) }, 'request failed');
    // What is half sent cannot become an error any more: the connection is cut, so that nobody takes it for whole.
    if (response.headersSent) return next(error);
    refuse(response, status ?? 500, status === null ? 'Internal error' : 'Bad request');
  };
}

/** Express's own errors on what the client sent, such as a path that is not valid percent-encoding. */
function clientStatus(error: unknown): number | null {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : null;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}
