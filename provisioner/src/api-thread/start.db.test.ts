import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatewayKeys, startTestGrafana, type TestGrafana } from '../identity/fixture.ts';
import { databaseForTests } from '../store/test-database.ts';
import type { WorkCalls } from './calls.ts';
import { startApiThread, type ApiThread } from './start.ts';

const db = databaseForTests();
const home = mkdtempSync(join(tmpdir(), 'vigie-api-thread-'));
let grafana: TestGrafana;
const threads: ApiThread[] = [];
const asked: string[] = [];
const lost: unknown[] = [];

const work: WorkCalls = {
  beginOrder: async (order) => void asked.push(`begin ${JSON.stringify(Object.keys(order).sort())}`),
  orderDecided: async () => void asked.push('decided'),
  networkChosen: async () => void asked.push('chosen'),
  beginRun: async (kind) => void asked.push(`begin ${kind}`),
  wakeRun: async (kind) => void asked.push(`wake ${kind}`),
  metrics: async () => [],
  alive: async () => {},
};

beforeAll(async () => {
  grafana = await startTestGrafana();
  grafana.loaded.config.provisioner.listen = { host: '127.0.0.1', port: 0 };
  writeFileSync(join(grafana.loaded.baseDir, 'token'), 'a-token');
  for (const { token } of grafana.loaded.config.clusters) token.secret = { file: 'token' };
});
afterEach(async () => {
  for (const thread of threads.splice(0)) await thread.stop();
});
afterAll(async () => {
  await grafana.close();
  rmSync(home, { recursive: true });
});

function start(calls: Partial<WorkCalls> = {}, listen = grafana.loaded.config.provisioner.listen): ApiThread {
  const { config, baseDir } = grafana.loaded;
  const loaded = { config: { ...config, provisioner: { ...config.provisioner, listen } }, baseDir };
  const thread = startApiThread({ loaded, home, databaseUrl: db.url }, { ...work, ...calls }, (error) => lost.push(error));
  threads.push(thread);
  return thread;
}

test('a request is answered by the thread, and what it begins is begun by the other one', async () => {
  const url = await start().listen();
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  const headers = { ...(await grafana.headers(2, 'Admin')), 'content-type': 'application/json', 'idempotency-key': 'k-0000000000000001' };
  const [offer] = grafana.loaded.config.catalogue.offers;
  const order = { offer: offer!.id, name: 'web-01', options: {}, network: 'default' };
  const answer = await fetch(`${url}/api/v1/orders`, { method: 'POST', headers, body: JSON.stringify(order) });
  expect([answer.status, await answer.json()]).toEqual([201, expect.objectContaining({ name: 'web-01', tenant: 'acme' })]);
  expect(asked).toEqual(['begin ["id","run","state","tenant"]']);
});

test('when the other thread does not work any more, nobody is told that the daemon lives, and there are no metrics', async () => {
  const dead = () => Promise.reject(new Error('dead'));
  const url = await start({ alive: dead, metrics: dead }).listen();
  expect((await fetch(`${url}/healthz`)).status).toBe(500);
  expect((await fetch(`${url}/metrics`)).status).toBe(500);
});

test('what keeps it from listening is told in its sentence, with the cause', async () => {
  const port = Number(new URL(await start().listen()).port);
  const taken = start({}, { host: '127.0.0.1', port });
  await expect(taken.listen()).rejects.toThrow(/^port \d+ of 127\.0\.0\.1 is taken: choose another with VIGIE_PORT_PROVISIONER.*EADDRINUSE/);
  writeFileSync(join(grafana.loaded.baseDir, '2'), `${gatewayKeys[1]}\n`);
  await expect(start().prepared()).rejects.toThrow(/gateway key/);
  expect(lost).toEqual([]);
});
