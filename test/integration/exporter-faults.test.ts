import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '@vigie/config/load';
import { jest } from '@jest/globals';
import { collectors as fastCollectors } from '../../exporter/src/collectors/index.ts';
import { startExporter } from '../../exporter/src/exporter.ts';
import { bindPbsCollectors } from '../../exporter/src/pbs/index.ts';
import { parseExposition } from '../../exporter/src/testing/parse-exposition.ts';
import { startCluster, type Cluster } from '../harness/cluster.ts';
import { exampleConfig, writeConfig } from '../harness/example-config.ts';
import { removeHome } from '../harness/remove-home.ts';
import { until } from '../harness/until.ts';

const home = mkdtempSync(join(tmpdir(), 'vigie-faults-'));
let cluster: Cluster;
let configFile: string;
let exporter: { url: string; stop: () => Promise<void> };

jest.setTimeout(240_000);

beforeAll(async () => {
  cluster = await startCluster('demo', home);
  await cluster.makeVm({ vmid: 20001, name: 'web-1', pool: 'acme', node: 'pve1' });
  await cluster.makeVm({ vmid: 20002, name: 'shop-1', pool: 'globex', node: 'pve2' });
  const config = exampleConfig(home, cluster.settings);
  config.backupServers = [cluster.backupServer];
  config.exporter.background = { intervalSeconds: 1, concurrency: 4 };
  configFile = writeConfig(home, config);
});
afterAll(async () => {
  await cluster?.stop();
  removeHome(home);
});
beforeEach(() => cluster.clearFaults());
afterEach(() => exporter.stop());

async function start(): Promise<void> {
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  exporter = await startExporter({ ...loadConfig(configFile), home, log: quiet as unknown as Parameters<typeof startExporter>[0]['log'] });
}

/** Those that read in each scrape. */
const fast = fastCollectors.map(({ name }) => `pve ${name}`);
const serverCollectors = bindPbsCollectors(null as never, { urls: [], concurrency: 1 }).length;

type Samples = Map<string, number>;
async function ask(path: string, authorization = ''): Promise<{ status: number; samples: Samples; body: string }> {
  const response = await fetch(`${exporter.url}${path}`, { headers: { authorization } });
  const body = await response.text();
  return { status: response.status, body, samples: response.ok && path.includes('metrics') ? parseExposition(body) : new Map() };
}
const keysOf = (samples: Samples, pattern: RegExp) => [...samples.keys()].filter((key) => pattern.test(key)).sort();
/** Those of clusters and of backup servers that told of success, or of failure. */
const collectors = (samples: Samples, success: 0 | 1) => keysOf(samples, /^(pve|pbs)_collector_success/).filter((key) => samples.get(key) === success).map(nameOf);
const nameOf = (key: string) => `${key.slice(0, 3)} ${/collector="([^"]+)"/.exec(key)?.[1]}`;

/** Scrapes until every background collector has had its first pass, whole or not. */
function afterFirstPasses(): Promise<Samples> {
  return until('the first background passes', async () => {
    const { samples } = await ask('/metrics');
    const refreshed = keysOf(samples, /^(pve|pbs)_collector_last_refresh/).map(nameOf);
    const ended = collectors(samples, 1).every((name) => fast.includes(name) || refreshed.includes(name));
    return ended && keysOf(samples, /^pbs_collector_success/).length === serverCollectors ? samples : undefined;
  });
}

test('403 on any one of the endpoints that the exporter reads takes away no more than what is read there', async () => {
  const since = (await cluster.journal()).length;
  await start();
  const whole = await afterFirstPasses();
  expect(collectors(whole, 0)).toEqual([]);
  await ask('/discovery/nodes');
  const read = (await cluster.journal()).slice(since).filter(({ method, template }) => method === 'GET' && template !== null) as { template: string; product?: string }[];
  const endpoints = [...new Map(read.map(({ template, product = 'pve' }) => [`${product} ${template}`, { template, product }])).values()];
  expect(endpoints.length).toBeGreaterThanOrEqual(25);

  for (const { template, product } of endpoints) {
    await exporter.stop();
    await cluster.clearFaults();
    await cluster.fault({ product, method: 'GET', template, kind: 'refuse', status: 403, text: 'Permission check failed', times: 1_000_000 });
    await start();
    const samples = await afterFirstPasses();
    const all = template === '/cluster/resources';
    const seen = { template, up: samples.get('pve_up{cluster="demo",id="cluster/demo"}'), failing: collectors(samples, 0).length > 0 };
    // No collector needs the IPAM: it is for discovery.
    expect(seen).toEqual({ template, up: all ? 0 : 1, failing: !template.startsWith('/cluster/sdn/ipams') });
    const statuses = await Promise.all([ask('/discovery/nodes'), ask('/tenants/acme/metrics', 'Bearer metrics-acme-of-this-test'), ask('/pve?target=demo')]);
    expect({ template, statuses: statuses.map(({ status }) => status) }).toEqual({
      template,
      statuses: [all || template.startsWith('/cluster/sdn/ipams') ? 503 : 200, all ? 503 : 200, 200],
    });
    if (all) continue;
    const resources = /^pve_(up|guest_info|memory_usage_bytes|storage_info|disk_size_bytes)\{/;
    expect(keysOf(samples, resources)).toEqual(keysOf(whole, resources));
  }
});

test('a node that is down takes down its guests, not the scrape', async () => {
  await start();
  const before = await afterFirstPasses();
  const ofGuest = (vmid: number, samples: Samples) => [...samples].find(([key]) => key.startsWith('pve_up{') && key.includes(`"qemu/${vmid}"`))?.[1];
  expect([ofGuest(20001, before), ofGuest(20002, before)]).toEqual([1, 1]);
  await cluster.control('/nodes/pve2', { online: false });
  const after = await until('the node to be seen down', async () => {
    const { status, samples } = await ask('/metrics');
    expect(status).toBe(200);
    return samples.get('pve_up{cluster="demo",id="node/pve2"}') === 0 ? samples : undefined;
  });
  expect([ofGuest(20001, after), ofGuest(20002, after)]).toEqual([1, 0]);
  expect(after.get('pve_up{cluster="demo",id="node/pve1"}')).toBe(1);
  expect(after.get('pve_up{cluster="demo",id="cluster/demo"}')).toBe(1);
  await cluster.control('/nodes/pve2', { online: true });
});

test('a storage that hangs holds up nothing but what is read of it, and not the stop', async () => {
  await cluster.fault({ method: 'GET', template: '/nodes/{node}/storage/{storage}/content', kind: 'hang', times: 1_000_000 });
  await start();
  const samples = await until('all but the backups to be read', async () => {
    const { samples: now } = await ask('/metrics');
    const refreshed = keysOf(now, /^pve_collector_last_refresh/);
    return refreshed.length === keysOf(now, /^pve_collector_success/).length - fast.length - 1 ? now : undefined;
  }, 20);
  expect(keysOf(samples, /^pve_collector_last_refresh.*"backup"/)).toEqual([]);
  expect(keysOf(samples, /^pve_guest_backups/)).toEqual([]);
  expect(samples.get('pve_up{cluster="demo",id="cluster/demo"}')).toBe(1);
});

test('a backup server that is gone while it is scraped is down, keeps its last numbers, and harms nobody', async () => {
  await start();
  await afterFirstPasses();
  const used = (samples: Samples) => keysOf(samples, /^pbs_datastore_used_bytes/);
  const scrapes = Array.from({ length: 20 }, () => ask('/pbs?target=demo'));
  const [answers] = await Promise.all([Promise.all(scrapes), cluster.control('/pbs', { online: false })]);
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
  const samples = await until('the server to be down', async () => {
    const { samples: now } = await ask('/metrics');
    return now.get('pbs_up{server="demo"}') === 0 ? now : undefined;
  });
  expect(used(samples)).toHaveLength(1);
  expect(samples.get('pve_up{cluster="demo",id="cluster/demo"}')).toBe(1);
  expect(parseExposition((await ask('/pbs?target=demo')).body).get('pbs_up{server="demo"}')).toBe(0);
  await cluster.control('/pbs', { online: true });
});
