import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createPveClient, type PveClient } from '@vigie/proxmox/client';
import { waitForTask } from '@vigie/proxmox/tasks';
import { startAlerting, type Alerting } from '../harness/alerting.ts';
import { startDaemon, type Daemon } from '../harness/daemon.ts';
import { exampleConfig, writeConfig } from '../harness/example-config.ts';
import { removeHome } from '../harness/remove-home.ts';
import { startSlackSink } from '../harness/slack-sink.ts';
import { until } from '../harness/until.ts';

interface Mail { to: string[]; subject: string; text: string; html: string }

const home = mkdtempSync(join(tmpdir(), 'vigie-alerting-'));
const daemons: Daemon[] = [];
let slack: Awaited<ReturnType<typeof startSlackSink>>;
let pve: PveClient;
let alerting: Alerting;
let mailUrl: string;
let controlUrl: string;

beforeAll(async () => {
  const daemon = async (file: string, args: string[]) => {
    const started = await startDaemon(file, args, home);
    daemons.push(started);
    return started.ready;
  };
  const [simulator, mail] = await Promise.all([
    daemon('test/proxmox-sim/src/main.ts', ['--port', '0', '--pbs-port', '0', '--control-port', '0', '--guest-port', '0', '--state', join(home, 'sim'), '--delays', 'none']),
    daemon('test/mail-sink/src/main.ts', ['--port', '0', '--smtp-port', '0', '--state', join(home, 'mails')]),
  ]);
  [mailUrl, controlUrl] = [mail!.url, simulator!.control];
  const endpoints = [{ url: simulator!.url, fingerprint: simulator!.fingerprint }];
  const { provisioner, exporter } = simulator!.tokens;
  pve = createPveClient({ cluster: 'demo', endpoints, token: { id: provisioner.id, secret: readFileSync(provisioner.file, 'utf8') } });
  await makeVm({ vmid: 20001, name: 'web-1', pool: 'acme', node: 'pve1' });
  await makeVm({ vmid: 20002, name: 'shop-1', pool: 'globex', node: 'pve2' });

  const config = exampleConfig(home, { endpoints, exporterToken: { id: exporter.id, secret: { file: exporter.file } } });
  config.exporter.background = { intervalSeconds: 1, concurrency: 4 };
  const { pbs } = simulator!;
  const token = { id: pbs.tokens.exporter.id, secret: { file: pbs.tokens.exporter.file } };
  config.backupServers = [{ name: 'main', endpoints: [{ url: pbs.url, fingerprint: pbs.fingerprint }], token }];
  const { url } = await daemon('exporter/src/main.ts', ['--config', writeConfig(home, config)]);
  slack = await startSlackSink();
  alerting = await startAlerting({ home, exporterUrl: url, smtpPort: mail!.smtpPort, slackUrl: slack.url });
  await until('both VMs to be seen running', async () => ((await alerting.query('vigie:guest_seen_running and on (id) pve_onboot_status == 1')).length === 2 || undefined));
}, 120_000);

afterAll(async () => {
  await alerting?.stop();
  await Promise.all([slack?.close(), pve?.close(), ...daemons.map((daemon) => daemon.stop())]);
  removeHome(home);
}, 60_000);

async function task(node: string, template: string, vmid: number, params: Record<string, unknown> = {}): Promise<void> {
  const upid = await pve.call<string>('POST', `/nodes/{node}/qemu/{vmid}/${template}`, { node, vmid }, params);
  await waitForTask(pve, upid, { deadlineMs: 30_000 });
}

async function makeVm({ vmid, name, pool, node }: { vmid: number; name: string; pool: string; node: string }): Promise<void> {
  await pve.call('POST', '/pools', {}, { poolid: pool });
  await task('pve1', 'clone', 9000, { newid: vmid, name, pool, target: node });
  await pve.call('PUT', '/nodes/{node}/qemu/{vmid}/config', { node, vmid }, { onboot: 1 });
  await task(node, 'status/start', vmid);
}

async function control(path: string, body: Record<string, unknown>): Promise<void> {
  const response = await fetch(`${controlUrl}${path}`, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(await response.text());
}
const setNode = (node: string, online: boolean) => control(`/nodes/${node}`, { online });
/** What Prometheus has of an alert, pending or firing. */
const states = async (alert: string) => (await alerting.query(`ALERTS{alertname="${alert}"}`)).map(({ metric }) => `${metric.id ?? ''} ${metric.alertstate}`);

function mailTo(to: string, subject: string): Promise<Mail> {
  return until(`a mail to ${to}: ${subject}`, async () => {
    const mails = (await (await fetch(`${mailUrl}/api/messages`)).json()) as Mail[];
    return mails.find((mail) => mail.to.includes(to) && mail.subject === subject);
  });
}

const runbook = (alert: string) => `${pathToFileURL(`docs/runbooks/${alert}.md`)}`;
const tell = (what: string, since: number) => void process.stdout.write(`${what}: ${((performance.now() - since) / 1000).toFixed(1)} s\n`);

const payload = (title: string, color: string, text: string) => ({
  username: 'Alertmanager',
  attachments: [
    {
      title,
      title_link: `${alerting.urls.alertmanager}/#/alerts?receiver=operator-critical`,
      text,
      fallback: title,
      callback_id: '',
      footer: '',
      color,
      mrkdwn_in: ['fallback', 'pretext', 'text'],
    },
  ],
});

test('a VM that is stopped behind our back is told in Slack and by mail, and so is its return', async () => {
  const stopped = performance.now();
  await task('pve1', 'status/stop', 20001);
  const firing = '[FIRING critical] GuestDown · acme · demo';
  const told = await slack.message(firing);
  tell('VM stopped -> Slack (a minute of `for` is a second here)', stopped);
  const link = `<${runbook('GuestDown')}|Runbook>\n`;
  const description =
    'web-1 on node pve1 of cluster demo is not running, though it is set to start with its node. Its services are not available. '
    + 'Look at its last task in Proxmox, then start it; when it was stopped on purpose, turn off "Start at boot".';
  expect(told).toEqual(payload(firing, 'danger', `*web-1 (qemu/20001) is down*\n${description}\n${link}`));

  const mail = await mailTo('ops@vigie.example', firing);
  tell('VM stopped -> mail', stopped);
  expect(mail.text).toMatch(/^web-1 \(qemu\/20001\) is down\n.*"Start at boot"\.\nSince \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\nRunbook: file:/);
  expect(mail.html).toContain('<h2>web-1 (qemu/20001) is down</h2>');
  const tenants = await mailTo('it@acme.example', '[FIRING] web-1 (qemu/20001) is down');
  expect(tenants.text).toContain('Your provider has been told too.');
  expect(JSON.stringify(tenants)).not.toMatch(/pve1|demo|globex|runbook/i);

  const started = performance.now();
  await task('pve1', 'status/start', 20001);
  const resolved = '[RESOLVED] GuestDown · acme · demo';
  const back = await slack.message(resolved);
  tell('VM started -> Slack', started);
  expect(back).toEqual(payload(resolved, 'good', `*Resolved: web-1 (qemu/20001) is down*\n${link}`));
  expect((await mailTo('ops@vigie.example', resolved)).text).toMatch(/^Resolved: web-1 .*\n.*\nFrom .* UTC to .* UTC\n/);
  await mailTo('it@acme.example', '[RESOLVED] web-1 (qemu/20001) is down');
}, 120_000);

test('a node that is killed is one alert: its guests are held back, those of others are not', async () => {
  const before = slack.messages.length;
  const killed = performance.now();
  await setNode('pve2', false);
  await slack.message('[FIRING critical] NodeLost · demo', before);
  tell('node killed -> Slack', killed);
  const held = await until('GuestDown of shop-1 in Alertmanager', async () =>
    (await alerting.alerts()).find(({ labels }) => labels.alertname === 'GuestDown' && labels.id === 'qemu/20002'));
  expect(held).toMatchObject({ labels: { tenant: 'globex', node: 'pve2' }, status: { state: 'suppressed', inhibitedBy: [expect.any(String)] } });

  // Another tenant's guest on the other node, at the same time.
  await task('pve1', 'status/stop', 20001);
  await slack.message('[FIRING critical] GuestDown · acme · demo', before);
  await task('pve1', 'status/start', 20001);
  await slack.message('[RESOLVED] GuestDown · acme · demo', before);

  await setNode('pve2', true);
  await task('pve2', 'status/start', 20002);
  await slack.message('[RESOLVED] NodeLost · demo', before);
  await until('every alert to be over', async () => ((await alerting.query('ALERTS')).length === 0 || undefined));
  expect(slack.messages.slice(before).map(({ attachments }) => attachments[0]!.title).sort()).toEqual([
    '[FIRING critical] GuestDown · acme · demo',
    '[FIRING critical] NodeLost · demo',
    '[RESOLVED] GuestDown · acme · demo',
    '[RESOLVED] NodeLost · demo',
  ]);
}, 120_000);

test('a datastore that is filled and a certificate that ends are told, and so is their mending', async () => {
  const before = slack.messages.length;
  const filled = performance.now();
  await Promise.all([control('/pbs', { datastore: 'main', usedRatio: 0.95 }), control('/nodes/pve1', { certificateExpiresInSeconds: 86_400 })]);
  const told = await slack.message('[FIRING critical] PbsDatastoreAlmostFull', before);
  tell('datastore filled -> Slack (a minute of `for` is a second here)', filled);
  expect(told.attachments[0]!.text).toContain('*Datastore main of main is almost full*\nThe datastore main of main is 95% full.');
  const certificate = await slack.message('[FIRING critical] CertificateAlmostExpired · demo', before);
  expect(certificate.attachments[0]!.text).toContain('*The certificate of node pve1 of demo expires within 3 days*');

  await Promise.all([control('/pbs', { datastore: 'main', usedRatio: 0.1 }), control('/nodes/pve1', { certificateExpiresInSeconds: 31_536_000 })]);
  await slack.message('[RESOLVED] PbsDatastoreAlmostFull', before);
  await slack.message('[RESOLVED] CertificateAlmostExpired', before);
}, 120_000);

test('the age of a backup comes from the cluster: too old, and good again', async () => {
  expect(await alerting.query('pve_guest_backups{tenant="acme"} == 0')).toHaveLength(1);
  await control('/backups', { vmid: 20001, ageSeconds: 100_000 });
  await until('the old backup to be seen', async () => ((await states('BackupTooOld')).includes('qemu/20001 pending') || undefined));
  await control('/backups', { vmid: 20001, incomplete: true });
  await control('/backups', { vmid: 20001, ageSeconds: 60 });
  await until('the new backup to be seen', async () => ((await states('BackupTooOld')).length === 0 || undefined));
}, 120_000);

test.each([
  ['PbsDatastoreAlmostFull', 'PbsDatastoreFilling', { server: 'main', datastore: 'a' }, { server: 'main', datastore: 'b' }],
  ['CertificateAlmostExpired', 'CertificateExpiring', { cluster: 'c', node: 'n1', subject: 's' }, { cluster: 'c', node: 'n2', subject: 's' }],
  ['RestoreTestFailed', 'RestoreTestOverdue', { cluster: 'c', id: 'qemu/1', tenant: 'acme' }, { cluster: 'c', id: 'qemu/1', tenant: 'globex' }],
])('%s holds back %s of the same thing only', async (source, target, same, other) => {
  const alert = (alertname: string, labels: object) => ({ labels: { alertname, severity: 'none', ...labels } });
  const response = await fetch(`${alerting.urls.alertmanager}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify([alert(source, same), alert(target, same), alert(target, other)]),
  });
  expect(response.status).toBe(200);
  const held = await until(`${target} to be judged`, async () => {
    const found = (await alerting.alerts()).filter(({ labels }) => labels.alertname === target);
    return found.length === 2 && found.some(({ status }) => status.state === 'suppressed') ? found : undefined;
  });
  expect(held.filter(({ status }) => status.state === 'suppressed').map(({ labels }) => labels)).toEqual([expect.objectContaining(same)]);
});
