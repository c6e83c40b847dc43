import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface ReceivedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: Record<string, unknown>;
}

/** A collector as far as traces are sent to it: OTLP over HTTP, in JSON. */
export interface OtlpReceiver {
  readonly endpoint: string;
  readonly spans: ReceivedSpan[];
  /** All that was sent, as it was. */
  bodies(): string;
  /** How many requests were refused. */
  refused(): number;
  /** From now on it refuses, or takes again. */
  refuse(refuse: boolean): void;
  close(): void;
}

export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  let bodies = '';
  let refuses = false;
  let refused = 0;
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      if (refuses) refused += 1;
      else if (request.method === 'POST' && request.url === '/v1/traces') {
        bodies += body;
        for (const { scopeSpans } of JSON.parse(body).resourceSpans) for (const scope of scopeSpans) spans.push(...scope.spans.map(spanOf));
      }
      response.writeHead(refuses ? 503 : 200, { 'Content-Type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    bodies: () => bodies,
    refused: () => refused,
    refuse: (refuse) => void (refuses = refuse),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

const spanOf = ({ attributes, ...span }: any): ReceivedSpan => ({
  ...span,
  attributes: Object.fromEntries(attributes.map(({ key, value }: any) => [key, Object.values(value)[0]])),
});
