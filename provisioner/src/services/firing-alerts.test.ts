import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { alertsFor, readAlerts } from './firing-alerts.ts';

const log = pino({ level: 'silent' });
const alert = (alertname: string, severity: string, startsAt: string, tenant?: string) => ({
  labels: { alertname, severity, ...(tenant !== undefined && { tenant }) },
  annotations: { summary: `${alertname} fires`, runbook_url: `https://vigie.example/runbooks/${alertname}.md` },
  startsAt,
  fingerprint: 'x',
});
const alerts = [
  alert('Later', 'warning', '2026-11-21T03:00:00Z', 'acme'),
  alert('Old', 'warning', '2026-11-21T01:00:00.000+00:00'),
  alert('Bad', 'critical', '2026-11-21T02:00:00Z', 'globex'),
  alert('Worse', 'critical', '2026-11-21T01:30:00Z', 'acme'),
  alert('NotOurs', 'info', '2026-11-21T00:00:00Z', 'acme'),
];

let server: Server;
let url: string;
let asked: string[] = [];
let answer: { status: number; body: string };
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(answer.body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());
beforeEach(() => {
  asked = [];
  answer = { status: 200, body: JSON.stringify(alerts) };
});

test.each([
  ['an error', { status: 503, body: '[]' }],
  ['nonsense', { status: 200, body: '{"alerts":' }],
  ['something else', { status: 200, body: '{"data":[]}' }],
])('an Alertmanager that answers %s is unreadable', async (_, given) => {
  answer = given;
  expect(alertsFor(null, await readAlerts(url, log))).toBe('unreadable');
});

test('an Alertmanager that is away is unreadable', async () => {
  expect(alertsFor(null, await readAlerts('http://127.0.0.1:1', log))).toBe('unreadable');
});

test('a tenant is told of its own alerts only', async () => {
  const seen = alertsFor('acme', await readAlerts(url, log));
  expect(seen).toMatchObject({ critical: 1, warning: 1, worst: [{ name: 'Worse', tenant: 'acme' }, { name: 'Later' }] });
});

test('the worst first, then the oldest; not those that somebody has silenced', async () => {
  const seen = alertsFor(null, await readAlerts(url, log));
  expect(seen).toMatchObject({ critical: 2, warning: 2, worst: [{ name: 'Worse' }, { name: 'Bad' }, { name: 'Old', since: '2026-11-21T01:00:00.000Z' }] });
  expect(asked).toEqual(['/api/v2/alerts?active=true&silenced=false&inhibited=false']);
});
