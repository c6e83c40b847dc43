import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const run = (program: string, args: string[]) => {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
};

const rules = globSync('alert-rules/*.yml').filter((file) => !file.endsWith('alertmanager.yml')).sort();

test('promtool takes every rule file', () => {
  expect(run('promtool', ['check', 'rules', ...rules])).toMatchObject({ status: 0 });
});

test.each(globSync('alert-rules/tests/*.test.yml').sort())('promtool passes %s', (file) => {
  const { status, said } = run('promtool', ['test', 'rules', file]);
  expect(`${status}\n${said}`).toMatch(/^0\n[^]*SUCCESS/);
});

test('promtool takes the configuration of the containers, with the rules that it names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-rules-'));
  const file = join(folder, 'prometheus.yml');
  writeFileSync(file, readFileSync('docker/prometheus.yml', 'utf8').replaceAll('/etc/prometheus/rules/', `${resolve('alert-rules')}/`));
  const { status, said } = run('promtool', ['check', 'config', file]);
  rmSync(folder, { recursive: true });
  expect(`${status}\n${said}`).toMatch(/^0\n[^]*SUCCESS: \d+ rules found/);
});

test('amtool takes the configuration, with its templates', () => {
  const { status, said } = run('amtool', ['check-config', 'alert-rules/alertmanager.yml']);
  expect(`${status}\n${said}`).toMatch(/^0\n[^]*1 templates\n +SUCCESS/);
});

test.each([
  ['nobody', 'alertname=NodeLostForTenant severity=none tenant=acme cluster=demo'],
  ['operator-critical', 'alertname=NodeLost severity=critical cluster=demo'],
  ['tenant-acme,operator-critical', 'alertname=GuestDown severity=critical tenant=acme cluster=demo'],
  ['operator-critical', 'alertname=GuestDown severity=critical tenant=globex cluster=demo'],
  ['operator-critical', 'alertname=GuestDown severity=critical tenant=acme2 cluster=demo'],
  ['operator-warning', 'alertname=OrderStuck severity=warning tenant=acme'],
  ['operator-warning', 'alertname=BackupTooOld severity=warning tenant=acme cluster=demo'],
  ['operator-critical', 'alertname=PbsDatastoreAlmostFull severity=critical server=main'],
  ['operator-critical', 'alertname=CertificateAlmostExpired severity=critical cluster=demo node=pve1'],
  ['operator-warning', 'alertname=WithoutSeverity'],
])('goes to %s: %s', (receivers, labels) => {
  const { stdout } = spawnSync(
    'amtool',
    ['config', 'routes', 'test', '--config.file=alert-rules/alertmanager.yml', ...labels.split(' ')],
    { encoding: 'utf8' },
  );
  expect(stdout.trim()).toBe(receivers);
});
