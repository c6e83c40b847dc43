import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ExportResultCode } from '@opentelemetry/core';
import { pino } from 'pino';
import { otlpExporter } from './otlp-exporter.ts';

let server: Server;
let asked: string[];
let status: number;

beforeEach(async () => {
  asked = [];
  status = 200;
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(status).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterEach(() => server.close());

function exporter(path = '') {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const { port } = server.address() as AddressInfo;
  const made = otlpExporter(`http://127.0.0.1:${port}${path}`, log);
  return { lines, send: () => new Promise<number>((sent) => made.export([], ({ code }) => sent(code))) };
}

test('a collector that refuses, or is away, is told once, and once more when it takes traces again', async () => {
  const { lines, send } = exporter();
  status = 503;
  expect([await send(), await send()]).toEqual([ExportResultCode.FAILED, ExportResultCode.FAILED]);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('provisioner.tracing.endpoint');
  status = 200;
  expect([await send(), await send()]).toEqual([ExportResultCode.SUCCESS, ExportResultCode.SUCCESS]);
  expect(lines).toHaveLength(2);
});

test('a redirection is not followed', async () => {
  const { send } = exporter();
  status = 307;
  expect(await send()).toBe(ExportResultCode.FAILED);
});

test.each(['', '/', '/otlp', '/otlp/'])('the path of the endpoint %j is kept', async (path) => {
  await exporter(path).send();
  expect(asked).toEqual([`POST ${path.replace(/\/$/, '')}/v1/traces`]);
});
