import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiOf } from '../harness/api.ts';
import { startDaemon } from '../harness/daemon.ts';
import { exampleConfig, writeConfig } from '../harness/example-config.ts';
import { removeHome } from '../harness/remove-home.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { until } from '../harness/until.ts';
import { startVigie } from '../harness/vigie.ts';

const order = { offer: 'standard', name: 'web-01' };

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Approves an order and waits until it is delivered. */
async function deliver(appUrl: string, id: string): Promise<void> {
  const admin = apiOf(appUrl, 'admin');
  expect((await admin.post(`/orders/${id}/approve`)).status).toBe(202);
  await until('the order to be delivered', async () => ((await admin.get(`/orders/${id}`)).body.state === 'done' ? true : undefined));
}

test('stopped and started again, it continues where it was', async () => {
  const first = await startVigie();
  const placed = await apiOf(first.urls.app!, 'acme-editor').post('/orders', order, { 'Idempotency-Key': randomUUID() });
  expect(placed.status).toBe(201);
  await first.stop();

  const second = await startVigie({ home: first.home });
  try {
    const editor = apiOf(second.urls.app!, 'acme-editor');
    expect((await editor.get(`/orders/${placed.body.id}`)).body.state).toBe('awaiting-approval');
    await deliver(second.urls.app!, placed.body.id);
    await second.stop();

    const third = await startVigie({ home: first.home });
    try {
      const { body } = await apiOf(third.urls.app!, 'acme-editor').get('/vms');
      expect(body.items.map(({ name, state }: { name: string; state: string }) => ({ name, state }))).toEqual([{ name: 'web-01', state: 'running' }]);
    } finally {
      await third.stop();
    }
  } finally {
    await second.stop();
    first.remove();
  }
}, 180_000);

test('killed with -9, its parts are ended by the next start; a second start beside a living one is refused', async () => {
  const first = await startVigie();
  const survivors = ['proxmox-sim', 'mail-sink', 'provisioner', 'exporter', 'preview'].map(first.pid);
  process.kill(first.pid('launcher'), 'SIGKILL');
  const second = await startVigie({ home: first.home });
  try {
    expect(survivors.filter(isAlive)).toEqual([]);
    await expect(startVigie({ home: first.home })).rejects.toThrow(/already runs with the state folder/);
    expect((await fetch(`${second.urls.provisioner}/healthz`)).status).toBe(200);
  } finally {
    await second.stop();
    second.remove();
  }
}, 180_000);

test.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)('when npm gets %s, everything ends', async (signal) => {
  const vigie = await startVigie({ command: ['npm', 'start', '--silent'] });
  const pids = ['launcher', 'proxmox-sim', 'mail-sink', 'provisioner', 'exporter', 'preview', 'prometheus'].map(vigie.pid);
  await vigie.stop(signal);
  await until('all processes to be gone', () => (pids.some(isAlive) ? undefined : true));
  vigie.remove();
}, 120_000);

test('with --config it works on the clusters that the file names, and starts no simulator', async () => {
  const home = mkdtempSync(join(tmpdir(), 'vigie-config-'));
  const elsewhere = await startDaemon(
    'test/proxmox-sim/src/main.ts',
    ['--port', '0', '--pbs-port', '0', '--control-port', '0', '--guest-port', '0', '--state', join(home, 'proxmox-sim')],
    home,
  );
  const mails = await startDaemon('test/mail-sink/src/main.ts', ['--port', '0', '--smtp-port', '0', '--state', join(home, 'mails')], home);
  const token = (name: 'provisioner' | 'exporter') => ({ id: elsewhere.ready.tokens[name].id, secret: { file: elsewhere.ready.tokens[name].file } });
  const config = exampleConfig(home, {
    endpoints: [{ url: elsewhere.ready.url, fingerprint: elsewhere.ready.fingerprint }],
    token: token('provisioner'),
    exporterToken: token('exporter'),
  });
  config.mail.smtp.port = mails.ready.smtpPort;
  const vigie = await startVigie({ home, args: ['--config', writeConfig(home, config)] });
  try {
    expect(Object.keys(vigie.urls)).not.toEqual(expect.arrayContaining(['pve']));
    const placed = await apiOf(vigie.urls.app!, 'globex-editor').post('/orders', order);
    await deliver(vigie.urls.app!, placed.body.id);
    const world = await simulatorOf(elsewhere.ready.control).state();
    expect(world.guests['20000'].config.ipconfig0).toMatch(/^ip=172\.16\.0\./);
  } finally {
    await vigie.stop();
    await mails.stop();
    await elsewhere.stop();
    removeHome(home);
  }
}, 180_000);
