import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { jest } from '@jest/globals';
import { makeCertificate } from '@vigie/proxmox/testing/certificate';
import { startPveServer, type PveServer } from '@vigie/proxmox/testing/pve-server';
import { until } from '../harness/until.ts';

const main = fileURLToPath(new URL('../../exporter/src/main.ts', import.meta.url));
const recorded = JSON.parse(readFileSync(new URL('../../exporter/src/fixtures/two-nodes.json', import.meta.url), 'utf8'));
const monitored = { ...recorded.resources.find((row: { vmid?: number }) => row.vmid === 7001), pool: 'acme', tags: 'monitored;web' };
const backup = { vmid: 7001, ctime: 1_795_220_851, size: 1142, subtype: 'qemu', verification: { state: 'ok' } };
const answers: Record<string, unknown> = {
  '/api2/json/version': recorded.version,
  '/api2/json/cluster/status': recorded.status,
  '/api2/json/cluster/resources': [...recorded.resources.filter((row: { vmid?: number }) => row.vmid !== 7001), monitored],
  ...Object.fromEntries(['/vms', '/storage/local'].map((path) => [
    `/api2/json/access/permissions?path=${encodeURIComponent(path)}`,
    { [path]: { 'Datastore.AllocateSpace': 1, 'VM.Backup': 1 } },
  ])),
  ...Object.fromEntries(['pve1', 'pve2'].flatMap((node) => [
    [`/api2/json/nodes/${node}/storage/local/content?content=backup`, node === 'pve1' ? [backup] : []],
    [`/api2/json/nodes/${node}/certificates/info`, [{ filename: 'pve-ssl.pem', notafter: 1_858_204_873, subject: `/CN=${node}` }]],
  ])),
  '/api2/json/status/datastore-usage': [{ store: 'main', total: 1000, used: 600, avail: 400, 'gc-status': { 'still-bad': 0 } }],
  '/api2/json/cluster/sdn/ipams/pve/status': [{ ip: '10.10.0.10', vmid: 7001, vnet: 'acme', zone: 'vigie' }],
};

// Starting a process on a busy machine takes seconds.
jest.setTimeout(60_000);

/** The exporter as a process, on a free port, with what it said. */
interface Daemon {
  process: ChildProcess;
  url: string;
  log: () => string;
}

describe('the exporter daemon', () => {
  const home = mkdtempSync(join(tmpdir(), 'vigie-exporter-'));
  const daemons: ChildProcess[] = [];
  let pve: PveServer;
  let fingerprint: string;

  beforeAll(async () => {
    const certificate = await makeCertificate();
    fingerprint = certificate.fingerprint;
    pve = await startPveServer(certificate, ({ url, headers, answer }) => {
      if (headers.authorization?.endsWith('never')) return;
      const data = answers[url];
      const token = url.includes('/status/') ? 'PBSAPIToken=vigie@pbs!exporter:right' : 'PVEAPIToken=vigie@pve!exporter=right';
      const known = headers.authorization === token;
      answer.writeHead(known ? (data === undefined ? 501 : 200) : 401, { 'content-type': 'application/json' });
      answer.end(known ? JSON.stringify({ data }) : '');
    });
  });

  afterAll(async () => {
    await Promise.all(daemons.map(stop));
    await pve.close();
    rmSync(home, { recursive: true });
  });

  async function start(secret: string, port = '0'): Promise<Daemon> {
    const folder = mkdtempSync(join(home, 'run-'));
    writeFileSync(join(folder, 'vigie.yaml'), JSON.stringify(config(pve.url, fingerprint)));
    const env = { ...process.env, VIGIE_HOME: folder, VIGIE_PORT_EXPORTER: port, PVE_SECRET: secret, METRICS_ACME: 'acme-token' };
    const child = spawn('node', [main, '--config', join(folder, 'vigie.yaml')], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    daemons.push(child);
    let log = '';
    child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
    const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), once(child, 'close')])) as [unknown];
    const ready = typeof line === 'string' ? (JSON.parse(line) as { ready: boolean; part: string; url: string }) : null;
    if (ready) expect(ready).toMatchObject({ ready: true, part: 'exporter' });
    return { process: child, url: ready?.url ?? '', log: () => log };
  }

  test('serves what promtool finds nothing to say against', async () => {
    const { url, process: child } = await start('right');
    const body = await until('the background reads', async () => {
      const text = await (await fetch(`${url}/metrics`)).text();
      return ['backup', 'certificate'].every((name) => text.includes(`pve_collector_success{cluster="demo",collector="${name}"} 1`))
        && text.includes('pve_guest_backups{') && text.includes('pve_certificate_expiry') && text.includes('pbs_up{server="main"} 1') ? text : undefined;
    });
    expect(body).toContain('pve_up{cluster="demo",id="cluster/demo"} 1\n');
    expect(body).toContain('process_cpu_seconds_total');
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input: body, encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });

    const acme = await fetch(`${url}/tenants/acme/metrics`, { headers: { authorization: 'Bearer acme-token' } });
    const ofAcme = await acme.text();
    expect(ofAcme).toContain('pve_up{cluster="demo",id="qemu/7001",tenant="acme"} 1');
    expect(ofAcme).toContain('pve_guest_last_backup_timestamp_seconds{cluster="demo",id="qemu/7001",tenant="acme"} 1795220851');
    expect(ofAcme).not.toMatch(/pbs_|pve_certificate/);
    expect(await (await fetch(`${url}/discovery/nodes`)).json()).toEqual([
      { targets: ['10.10.0.10:9100'], labels: { cluster: 'demo', name: 'mix-running', node: 'pve1', tenant: 'acme', vmid: '7001', __meta_vigie_tags: ',monitored,web,' } },
    ]);
    expect(await stop(child)).toBe(0);
  });

  test('says what to do about a wrong token, once, without the token, and keeps serving', async () => {
    const { url, log, process: child } = await start('wrong-but-secret');
    const first = await fetch(`${url}/metrics`);
    await fetch(`${url}/metrics`);
    expect(first.status).toBe(200);
    expect(await first.text()).toContain('pve_up{cluster="demo",id="cluster/demo"} 0\n');
    expect((await fetch(`${url}/discovery/nodes`)).status).toBe(503);
    await stop(child);
    expect(log()).not.toContain('wrong-but-secret');
    const errors = log().split('\n').filter((line) => line.includes('"level":50'));
    expect(errors).toHaveLength(2);
    for (const what of [{ cluster: 'demo' }, { server: 'main' }]) {
      expect(errors.map((line) => JSON.parse(line) as object)).toContainEqual(
        expect.objectContaining({ ...what, kind: 'authentication', endpoints: [pve.url] }),
      );
    }
  });

  test('stops while Proxmox hangs, and does not take that for trouble', async () => {
    const asked = pve.arrived(pve.received.length + 1);
    const { process: child, log } = await start('never');
    await asked;
    expect(await stop(child)).toBe(0);
    expect(log()).toBe('');
  });

  test('names the port that is taken and how to choose another', async () => {
    const other: Server = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { process: child, log } = await start('right', String(port));
    expect(child.exitCode).toBe(1);
    expect(log()).toMatch(new RegExp(`^exporter: port ${port} .*VIGIE_PORT_EXPORTER.*\n$`));
    other.close();
  });
});

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null) {
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    await closed;
  }
  return child.exitCode;
}

function config(url: string, fingerprint: string): object {
  const choice = (id: string, value: string | number) => [{ id, name: id, price: 0, value }];
  const token = { id: 'vigie@pve!exporter', secret: { env: 'PVE_SECRET' } };
  const grafana = (orgId: number) => ({ orgId, gatewayKey: { env: 'NOT_READ_HERE' } });
  const options = { os: choice('debian', 'debian-13'), cores: choice('1', 1), memory: choice('1', 1), disk: choice('10', 10) };
  return {
    clusters: [{ name: 'demo', endpoints: [{ url, fingerprint }], token, storage: 'local', templates: { 'debian-13': 9000 } }],
    backupServers: [{ name: 'main', endpoints: [{ url, fingerprint }], token: { id: 'vigie@pbs!exporter', secret: { env: 'PVE_SECRET' } } }],
    operator: { email: 'ops@vigie.example', grafana: grafana(1) },
    tenants: [{ id: 'acme', name: 'Acme', email: 'it@acme.example', grafana: grafana(2), metricsToken: { env: 'METRICS_ACME' } }],
    catalogue: { currency: 'EUR', offers: [{ id: 'one', name: 'One', description: 'One', price: 0, options }] },
    grafana: { url: 'http://127.0.0.1:3000' },
    mail: { from: 'vigie@vigie.example', smtp: { host: '127.0.0.1' } },
  };
}
