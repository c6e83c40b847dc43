import { createServer as createHttpServer, type RequestListener, type Server, type ServerOptions, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import type { TLSSocket } from 'node:tls';
import type { WebTls } from '@vigie/config/web-config';
import { listen } from '../listen.ts';
import type { WebConfigSource } from '../web-config-source.ts';
import { admitsClient, secureContext } from './tls.ts';

export interface WebServer {
  url: string;
  /** Takes no new connections, lets the answers under way end, and cuts what is left after the grace. */
  close(graceMs: number): Promise<void>;
}

export interface WebServerOptions {
  app: RequestListener;
  web: Pick<WebConfigSource, 'current' | 'onTls'>;
  host: string;
  port: number;
}

/** Slow or idle clients must not hold connections; Prometheus keeps its own open from one scrape to the next. */
const limits: ServerOptions = { headersTimeout: 10_000, requestTimeout: 15_000, keepAliveTimeout: 120_000, maxHeaderSize: 16_384 };
const idleMs = 60_000;
const maxConnections = 512;

/** Rejects with what to do when the port is taken. */
export async function startWebServer({ app, web, host, port }: WebServerOptions): Promise<WebServer> {
  const { tls } = web.current();
  const server = tls === null ? createHttpServer(limits, app) : tlsServer(tls, app, web);
  server.maxConnections = maxConnections;
  server.setTimeout(idleMs);
  const close = closer(server);
  const address = await listen(server, host, port);
  return { url: `${tls === null ? 'http' : 'https'}://${address}`, close };
}

function tlsServer(tls: WebTls, app: RequestListener, web: WebServerOptions['web']): HttpsServer {
  // Certificates of clients are judged by the settings of the moment, not by those of the start.
  const asked = { requestCert: tls.clientAuth !== 'NoClientCert', rejectUnauthorized: false };
  const server = createHttpsServer({ ...limits, ...secureContext(tls), ...asked }, app);
  web.onTls((renewed) => server.setSecureContext(secureContext(renewed)));
  server.prependListener('secureConnection', (socket: TLSSocket) => {
    const current = web.current().tls;
    if (current !== null && !admitsClient(current, socket)) socket.destroy();
  });
  return server;
}

function closer(server: Server | HttpsServer): WebServer['close'] {
  const underWay = new Set<ServerResponse>();
  let closing = false;
  const leave = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('Connection', 'close');
  };
  server.prependListener('request', (_request: unknown, response: ServerResponse) => {
    underWay.add(response);
    if (closing) leave(response);
    response.once('close', () => {
      underWay.delete(response);
      // Its connection is idle only after this event.
      if (closing) setImmediate(() => server.closeIdleConnections());
    });
  });
  return async (graceMs) => {
    closing = true;
    const closed = new Promise((done) => server.close(done));
    underWay.forEach(leave);
    server.closeIdleConnections();
    const timer = setTimeout(() => server.closeAllConnections(), graceMs);
    await closed;
    clearTimeout(timer);
  };
}
