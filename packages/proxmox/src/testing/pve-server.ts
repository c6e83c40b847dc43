import { once } from 'node:events';
import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Certificate } from './certificate.ts';

export interface Received {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
  socket: Socket;
  answer: ServerResponse;
}

/** An HTTPS server on loopback that records what it gets and answers as the test says. */
export interface PveServer {
  url: string;
  received: Received[];
  connections: number;
  /** Resolves when `count` requests were received in all. */
  arrived(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function startPveServer(certificate: Certificate, onRequest: (got: Received) => void, port = 0): Promise<PveServer> {
  const received: Received[] = [];
  const watchers = new Set<() => void>();
  const server = createServer({ key: certificate.key, cert: certificate.pem }, (request, answer) => {
    void readBody(request).then((body) => {
      const got = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body, socket: request.socket, answer };
      received.push(got);
      onRequest(got);
      watchers.forEach((watch) => watch());
    });
  });
  const state = { connections: 0 };
  server.on('connection', () => {
    state.connections += 1;
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    get connections() {
      return state.connections;
    },
    arrived: (count) =>
      new Promise((resolve) => {
        const watch = () => {
          if (received.length < count) return;
          watchers.delete(watch);
          resolve();
        };
        watchers.add(watch);
        watch();
      }),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Answers like pveproxy: the text is in the status line, and in the body unless `body` is given. */
export function answerWith(
  got: Received,
  status: number,
  statusText: string,
  body: unknown = { data: null, message: `${statusText}\n` },
): void {
  got.answer.writeHead(status, statusText, { 'content-type': 'application/json;charset=UTF-8' });
  got.answer.end(typeof body === 'string' ? body : JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk as string;
  return body;
}
