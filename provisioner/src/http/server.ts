import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp, type HttpParts } from './app.ts';

/** Time for the requests in work to end when the daemon stops. */
const closeGraceMs = 10_000;

export interface HttpServer {
  /** Where it listens, with the real port also when the configuration says 0. */
  url: string;
  /** Takes no new requests, lets those in work end, and cuts what is left after some seconds. */
  close(): Promise<void>;
}

/**
 * Prepares to serve the API where `provisioner.listen` says; what it answers begins to listen. Throws an Error for people when a gateway key
 * is missing or doubled; listening rejects with one when the port is taken, with the setting to change.
 */
export function prepareHttp(parts: HttpParts): () => Promise<HttpServer> {
  const { host, port } = parts.config.config.provisioner.listen;
  const server = createServer(createApp(parts));
  // A slow sender must not hold a connection; the answer has its own deadline.
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  return async () => {
    await listen(server, host, port);
    const address = server.address() as AddressInfo;
    return { url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`, close: () => close(server) };
  };
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  try {
    server.listen({ host, port });
    await once(server, 'listening');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const what = code === 'EADDRINUSE' ? `port ${port} of ${host} is taken` : `cannot listen on port ${port} of ${host} (${message})`;
    const advice = 'choose another with VIGIE_PORT_PROVISIONER or provisioner.listen.port in the configuration';
    throw new Error(`${what}: ${advice}`, { cause: error });
  }
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const cut = setTimeout(() => server.closeAllConnections(), closeGraceMs);
  await closed;
  clearTimeout(cut);
}
