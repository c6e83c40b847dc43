import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDaemon, type Daemon } from '../harness/daemon.ts';
import { exampleConfig, writeConfig } from '../harness/example-config.ts';
import { removeHome } from '../harness/remove-home.ts';
import { until } from '../harness/until.ts';

let home: string;
let simulator: Daemon;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'vigie-trouble-'));
  simulator = await startDaemon(
    'test/proxmox-sim/src/main.ts',
    ['--port', '0', '--pbs-port', '0', '--control-port', '0', '--guest-port', '0', '--state', join(home, 'proxmox-sim')],
    home,
  );
}, 60_000);

afterAll(async () => {
  await simulator?.stop();
  removeHome(home);
}, 60_000);

/** A port on which nothing listens: discard. */
const closed = { url: 'https://127.0.0.1:9', fingerprint: Array(32).fill('00').join(':') };

const troubles = {
  'an unreachable Proxmox': () => exampleConfig(home, { endpoints: [closed] }),
  'a wrong token': () => {
    writeFileSync(join(home, 'wrong'), '00000000-0000-4000-8000-00000000dead');
    const token = (id: string) => ({ id, secret: { file: join(home, 'wrong') } });
    return exampleConfig(home, {
      endpoints: [{ url: simulator.ready.url, fingerprint: simulator.ready.fingerprint }],
      token: token('vigie@pve!provisioner'),
      exporterToken: token('vigie@pve!exporter'),
    });
  },
};

/** Where each daemon shows it: the provisioner is not ready; the exporter is, because it must be scraped to say so. */
const shown: Record<string, (url: string) => Promise<true | undefined>> = {
  async provisioner(url) {
    const response = await fetch(`${url}/readyz`);
    return response.status === 503 && (await response.text()).includes('demo') ? true : undefined;
  },
  async exporter(url) {
    const body = await (await fetch(`${url}/metrics`)).text();
    return /pve_up\{[^}]*cluster="demo"[^}]*\} 0/.test(body) ? true : undefined;
  },
};

describe.each(['provisioner', 'exporter'])('the %s', (daemon) => {
  test.each(Object.entries(troubles))('with %s starts, says it in one line, and tries again', async (_name, config) => {
    const file = writeConfig(home, config());
    const running = await startDaemon(`${daemon}/src/main.ts`, ['--config', file], home);
    try {
      const said = await until('a word about cluster demo', () => running.log().split('\n').find((line) => /"level":[45]0/.test(line) && line.includes('demo')));
      expect(said).not.toContain('dead');
      await until('the trouble to show where it is looked for', () => shown[daemon]!(running.ready.url));
      expect((await fetch(`${running.ready.url}/healthz`)).status).toBe(200);
    } finally {
      expect(await running.stop()).toBe(0);
    }
  }, 120_000);
});

test('the exporter answers with pve_up 0, and gives Prometheus no empty target list', async () => {
  const file = writeConfig(home, troubles['an unreachable Proxmox']());
  const exporter = await startDaemon('exporter/src/main.ts', ['--config', file], home);
  try {
    const metrics = await fetch(`${exporter.ready.url}/metrics`);
    expect(metrics.status).toBe(200);
    expect(await metrics.text()).toMatch(/pve_up\{[^}]*\} 0/);
    expect((await fetch(`${exporter.ready.url}/discovery/nodes`)).status).toBe(503);
  } finally {
    await exporter.stop();
  }
}, 60_000);
