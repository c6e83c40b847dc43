import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificate } from '@vigie/proxmox/testing/certificate';
import { dump } from 'js-yaml';
import { startForeign, type RunningChild } from '../../scripts/stack/child.ts';
import { choosePorts } from '../../scripts/stack/ports.ts';
import { startCluster, type Cluster } from '../harness/cluster.ts';
import { startDaemon, type Daemon } from '../harness/daemon.ts';
import { exampleConfig, writeConfig } from '../harness/example-config.ts';
import { askPrometheus } from '../harness/prometheus.ts';
import { removeHome } from '../harness/remove-home.ts';
import { until } from '../harness/until.ts';

const home = mkdtempSync(join(tmpdir(), 'vigie-serving-'));
/** Of the password below. */
const users = { prometheus: '$2b$05$XpGHmgLG2ySGXTZl5yLvWO/ZXCpT7WdMXLzic.2KGNtruT4LeY.Z.' };
const password = 'scrape-me';
let clusters: Cluster[] = [];
let exporter: Daemon;
let ca: string;
let prometheus: RunningChild;
let prometheusUrl: string;

/** Two clusters, each with its backup server; one exporter with TLS and a password for all of them; and a real Prometheus. */
beforeAll(async () => {
  clusters = await Promise.all([startCluster('north', home), startCluster('south', home, '10.10.1')]);
  const [north, south] = clusters as [Cluster, Cluster];
  await north.makeVm({ vmid: 20001, name: 'web-north', pool: 'acme', node: 'pve1' });
  await north.makeVm({ vmid: 20002, name: 'shop-north', pool: 'globex', node: 'pve2' });
  await south.makeVm({ vmid: 20011, name: 'web-south', pool: 'acme', node: 'pve1' });
  await south.makeVm({ vmid: 20012, name: 'db-south', pool: 'acme', node: 'pve2' });

  const config = exampleConfig(home, north.settings);
  config.clusters = [config.clusters[0], { ...config.clusters[0], ...south.settings }];
  config.backupServers = clusters.map(({ backupServer }) => backupServer);
  config.exporter.background = { intervalSeconds: 1, concurrency: 4 };
  config.exporter.discovery = { files: ['node', 'tenants'], intervalSeconds: 1 };
  config.exporter.webConfig = 'web.yaml';
  const certificate = await makeCertificate();
  ca = certificate.pem;
  writeFileSync(join(home, 'web.pem'), certificate.pem);
  writeFileSync(join(home, 'web.key'), certificate.key);
  writeFileSync(join(home, 'web.yaml'), dump({ tls_server_config: { cert_file: 'web.pem', key_file: 'web.key' }, basic_auth_users: users }));
  exporter = await startDaemon('exporter/src/main.ts', ['--config', writeConfig(home, config)], home);
  await until('the background reads of both clusters', async () => {
    const { body } = await get('/metrics', operator);
    return ['north', 'south'].every((name) => body.includes(`pve_onboot_status{cluster="${name}"`) && body.includes(`pbs_up{server="${name}"} 1`)) || undefined;
  });
  [prometheus, prometheusUrl] = await startPrometheus(north);
}, 180_000);

afterAll(async () => {
  await prometheus?.stop();
  await exporter?.stop();
  await Promise.all(clusters.map((cluster) => cluster.stop()));
  removeHome(home);
}, 60_000);

const operator = `Basic ${Buffer.from(`prometheus:${password}`).toString('base64')}`;

function get(path: string, authorization?: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = authorization === undefined ? {} : { authorization };
    request(`${exporter.ready.url}${path}`, { ca, headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    }).on('error', reject).end();
  });
}

/** As docs/exporter.md shows it, a second apart. */
async function startPrometheus(north: Cluster): Promise<[RunningChild, string]> {
  const { PROMETHEUS: port } = await choosePorts(['PROMETHEUS'], { VIGIE_PORT_PROMETHEUS: '0' });
  const folder = join(home, 'prometheus');
  mkdirSync(folder);
  const { url } = exporter.ready;
  const access = { scheme: 'https', tls_config: { ca_file: join(home, 'web.pem') }, basic_auth: { username: 'prometheus', password } };
  const { scheme: _https, ...sdAccess } = access;
  const sd = (list: string) => ({ http_sd_configs: [{ url: `${url}/discovery/${list}`, refresh_interval: '1s', ...sdAccess }] });
  const config = {
    global: { scrape_interval: '1s', scrape_timeout: '1s' },
    scrape_configs: [
      { job_name: 'vigie-exporter', ...access, static_configs: [{ targets: [new URL(url).host] }] },
      { job_name: 'clusters', ...access, ...sd('clusters') },
      { job_name: 'backup-servers', ...access, ...sd('backup-servers') },
      { job_name: 'tenants', ...access, file_sd_configs: [{ files: [join(home, 'file_sd', 'tenants.json')] }] },
      { job_name: 'node', proxy_url: north.guestProxy, ...sd('nodes'), relabel_configs: [{ source_labels: ['cluster'], regex: 'north', action: 'keep' }] },
      { job_name: 'node-by-file', proxy_url: north.guestProxy, file_sd_configs: [{ files: [join(home, 'file_sd', 'node.json')] }],
        relabel_configs: [{ source_labels: ['cluster'], regex: 'north', action: 'keep' }] },
      {
        // The scrape configuration of a user of prometheus-pve-exporter; only the address and the credentials are new.
        job_name: 'pve',
        ...access,
        static_configs: [{ targets: ['north', 'south'] }],
        metrics_path: '/pve',
        params: { module: ['default'], cluster: ['1'], node: ['1'] },
        relabel_configs: [
          { source_labels: ['__address__'], target_label: '__param_target' },
          { source_labels: ['__param_target'], target_label: 'instance' },
          { target_label: '__address__', replacement: new URL(url).host },
        ],
      },
    ],
  };
  writeFileSync(join(folder, 'prometheus.yml'), dump(config));
  const child = startForeign({
    name: 'prometheus',
    command: 'prometheus',
    args: [`--config.file=${join(folder, 'prometheus.yml')}`, `--storage.tsdb.path=${join(folder, 'data')}`, `--web.listen-address=127.0.0.1:${port}`],
    logFile: join(folder, 'log'),
  });
  return [child, `http://127.0.0.1:${port}`];
}

const count = async (query: string) => (await askPrometheus(prometheusUrl, query).catch(() => []))[0]?.value ?? 0;

test('Prometheus finds all targets by both kinds of discovery, and no scrape ever fails', async () => {
  const jobs = { 'vigie-exporter': 1, clusters: 2, 'backup-servers': 2, tenants: 2, node: 2, 'node-by-file': 2, pve: 2 };
  await until('ten scrapes of every target', async () => {
    const enough = await Promise.all(Object.entries(jobs).map(async ([job, targets]) => (await count(`count(count_over_time(up{job="${job}"}[10m]) >= 10)`)) === targets));
    return enough.every(Boolean) || undefined;
  }, 90);
  const { data } = (await (await fetch(`${prometheusUrl}/api/v1/targets`)).json()) as any;
  expect(data.activeTargets.map(({ lastError }: { lastError: string }) => lastError).filter(Boolean)).toEqual([]);
  expect(await askPrometheus(prometheusUrl, 'min_over_time(up[10m]) == 0')).toEqual([]);
  expect(data.activeTargets).toHaveLength(13);
}, 120_000);

test('each target has its own cluster, server or tenant only', async () => {
  for (const [name, other] of [['north', 'south'], ['south', 'north']]) {
    for (const job of ['clusters', 'pve']) {
      expect(await count(`count(pve_up{job="${job}",instance="${name}",cluster="${name}"})`)).toBeGreaterThan(4);
      expect(await count(`count({job="${job}",instance="${name}",cluster="${other}"})`)).toBe(0);
    }
    expect(await count(`count(pbs_up{job="backup-servers",instance="${name}",server="${name}"})`)).toBe(1);
    expect(await count(`count({job="backup-servers",instance="${name}",server="${other}"})`)).toBe(0);
  }
  expect(await count('count(pve_guest_info{job="tenants",instance="acme"})')).toBe(3);
  expect(await count('count(pve_guest_info{job="tenants",instance="globex"})')).toBe(1);
  expect(await count('count({job="tenants",instance="globex",tenant!="globex",__name__=~"pve_.*"})')).toBe(0);
  // Of two nodes, two templates and the VMs; the labels of the target did not push aside ours.
  expect(await askPrometheus(prometheusUrl, '{exported_cluster!=""} or {exported_tenant!=""}')).toEqual([]);
});

test("a guest's own metrics have its tenant, by both kinds of discovery", async () => {
  for (const job of ['node', 'node-by-file']) {
    const up = await askPrometheus(prometheusUrl, `up{job="${job}"}`);
    expect(up.map(({ metric: { tenant, name, vmid } }) => [tenant, name, vmid]).sort()).toEqual([['acme', 'web-north', '20001'], ['globex', 'shop-north', '20002']]);
  }
});

test('the same is true for whoever asks for both at once', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => get(`/pve?target=${i % 2 ? 'south' : 'north'}`, operator)));
  answers.forEach(({ body }, i) => {
    const [own, other] = i % 2 ? ['south', 'north'] : ['north', 'south'];
    expect(body).toContain(`cluster="${own}"`);
    expect(body).not.toContain(other);
  });
});

test('without the password there is nothing but health, and a tenant has its own token', async () => {
  for (const path of ['/', '/metrics', '/pve?target=north', '/pbs?target=north', '/discovery/nodes', '/discovery/tenants']) expect((await get(path)).status).toBe(401);
  expect((await get('/healthz')).status).toBe(200);
  const acme = await get('/tenants/acme/metrics', 'Bearer metrics-acme-of-this-test');
  expect(acme.body).toContain('web-south');
  expect(acme.body).not.toMatch(/globex|shop-north|node\/|storage\//);
  expect((await get('/tenants/globex/metrics', 'Bearer metrics-acme-of-this-test')).status).toBe(401);
  expect(exporter.log()).not.toContain('of-this-test');
  expect(exporter.log()).not.toContain(password);
});

test('each cluster and each server got its own token, and nobody else was asked', async () => {
  for (const { journal } of clusters) {
    const entries = (await journal()) as unknown as { token: string | null; status: number }[];
    expect(new Set(entries.map(({ token }) => token))).toEqual(new Set(['vigie@pve!exporter', 'vigie@pve!provisioner', 'vigie@pbs!exporter']));
    expect(entries.filter(({ status }) => status === 401)).toEqual([]);
  }
});

test('stops while Prometheus keeps its connections open', async () => {
  expect(await exporter.stop()).toBe(0);
});
