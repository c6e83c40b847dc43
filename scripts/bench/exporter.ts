import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { inRoot } from '../root.ts';
import type { RunningChild } from '../stack/child.ts';
import type { SimulatorReady } from '../stack/demo-config.ts';
import { exporterEnvironment, exporterFlags } from '../stack/runtimes.ts';
import { startBenchChild } from './ends.ts';
import { get } from './get.ts';

/** The exporter on the simulated cluster, and on the backup server when `withPbs`, in a process of its own. */
export async function startExporter(folder: string, simulator: SimulatorReady, withPbs: boolean): Promise<RunningChild & { url: string }> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'vigie.yaml');
  writeFileSync(file, JSON.stringify(config(simulator, withPbs)));
  const child = await startBenchChild({
    name: 'exporter',
    command: process.execPath,
    args: [...exporterFlags, inRoot('exporter', 'src', 'main.ts'), '--config', file],
    env: { VIGIE_HOME: folder, VIGIE_PORT_EXPORTER: '0', ...exporterEnvironment(dirname(folder)) },
    logFile: join(folder, 'exporter.log'),
  });
  return { ...child, url: `${String(child.ready.url)}/metrics` };
}

/**
 * Waits until every background read was whole once, or failed; gives the seconds and those that failed. A backup server's collectors
 * are not told of before their first read has ended: `expected` are those to wait for.
 */
export async function backgroundRead(url: string, expected: readonly string[] = []): Promise<{ seconds: number; failed: string[] }> {
  const started = performance.now();
  for (;;) {
    const { text } = await get(url);
    const success = [...text.matchAll(/^p[vb][es]_collector_success\{.*?collector="([^"]+)".*\} ([01])$/gm)];
    const read = new Set([...text.matchAll(/^p[vb][es]_collector_last_refresh_timestamp_seconds\{.*?collector="([^"]+)"/gm)].map(([, name]) => name));
    const failed = success.filter(([, , value]) => value === '0').map(([, name = '']) => name);
    const waiting = success.filter(([, name = '', value]) => value === '1' && !read.has(name) && !perScrape.has(name));
    const seconds = (performance.now() - started) / 1000;
    const ended = success.map(([, name]) => name);
    const isComplete = success.length > 0 && waiting.length === 0 && expected.every((name) => ended.includes(name));
    if (isComplete || seconds > patienceSeconds) return { seconds, failed };
    await delay(2_000);
  }
}

const perScrape = new Set(['cluster', 'node', 'storage', 'guest']);
const patienceSeconds = 600;

function config({ url, fingerprint, tokens, pbs }: SimulatorReady, withPbs: boolean): object {
  const choice = (id: string, value: string | number) => [{ id, name: id, price: 0, value }];
  const secret = ({ id, file }: { id: string; file: string }) => ({ id, secret: { file } });
  const options = { os: choice('debian', 'debian-13'), cores: choice('1', 1), memory: choice('1', 1), disk: choice('10', 10) };
  const token = secret(tokens.exporter);
  const backupServer = { name: 'main', endpoints: [{ url: pbs.url, fingerprint: pbs.fingerprint }], token: secret(pbs.tokens.exporter) };
  return {
    clusters: [{ name: 'demo', endpoints: [{ url, fingerprint }], token, storage: 'local', templates: { 'debian-13': 9000 } }],
    backupServers: withPbs ? [backupServer] : [],
    // What is read in the background is read once, before the scrapes are measured.
    exporter: { background: { intervalSeconds: 3_600 }, discovery: { intervalSeconds: 3_600 } },
    operator: { email: 'ops@vigie.example', grafana: { orgId: 1, gatewayKey: { env: 'NOT_READ_HERE' } } },
    tenants: [],
    catalogue: { currency: 'EUR', offers: [{ id: 'one', name: 'One', description: 'One', price: 0, options }] },
    grafana: { url: 'http://127.0.0.1:3000' },
    mail: { from: 'vigie@vigie.example', smtp: { host: '127.0.0.1' } },
  };
}
