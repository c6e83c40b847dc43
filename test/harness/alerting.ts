import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { alertmanagerConfig } from '../../scripts/stack/alertmanager-config.ts';
import { copyAlertRules } from '../../scripts/stack/alert-rules.ts';
import { startForeign } from '../../scripts/stack/child.ts';
import { choosePorts } from '../../scripts/stack/ports.ts';
import { findProgram } from '../../scripts/stack/prometheus.ts';
import { until } from './until.ts';

export interface AlertingOptions {
  home: string;
  exporterUrl: string;
  smtpPort: number;
  slackUrl: string;
}

/**
 * The real Prometheus and Alertmanager with our rules and routes, at a test's pace: what is a minute in a rule's `for` is a second,
 * scrapes and evaluations are a second apart, Alertmanager sends at once. Nothing else of rules, routes and texts is changed.
 * The rules on orders are left out, because no provisioner runs.
 */
export async function startAlerting({ home, exporterUrl, smtpPort, slackUrl }: AlertingOptions) {
  const ports = await choosePorts(['PROMETHEUS', 'ALERTMANAGER'], { VIGIE_PORT_PROMETHEUS: '0', VIGIE_PORT_ALERTMANAGER: '0' });
  const folder = join(home, 'alerting');
  mkdirSync(folder);
  copyAlertRules(join(folder, 'rules'), inSeconds);
  rmSync(join(folder, 'rules', 'orders.yml'));

  const config = alertmanagerConfig({
    folder: join(folder, 'secrets'),
    config: {
      mail: { from: 'vigie@vigie.example', smtp: { host: '127.0.0.1', port: smtpPort, security: 'none' } },
      operator: { email: 'ops@vigie.example' },
      tenants: [{ id: 'acme', email: 'it@acme.example' }],
    },
    slackWebhook: slackUrl,
  });
  for (const route of [config.route, ...config.route.routes]) Object.assign(route, { group_wait: '100ms', group_interval: '1s' });
  writeFileSync(join(folder, 'alertmanager.yml'), dump(config));
  writeFileSync(
    join(folder, 'prometheus.yml'),
    dump({
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      rule_files: ['rules/*.yml'],
      alerting: { alertmanagers: [{ static_configs: [{ targets: [`127.0.0.1:${ports.ALERTMANAGER}`] }] }] },
      scrape_configs: [{ job_name: 'vigie-exporter', static_configs: [{ targets: [new URL(exporterUrl).host] }] }],
    }),
  );

  const logFile = join(folder, 'log');
  const start = (program: 'prometheus' | 'alertmanager', args: string[]) => startForeign({
    name: program, command: findProgram(program) ?? program, logFile, args: [`--config.file=${join(folder, `${program}.yml`)}`, ...args],
  });
  const alertmanager = start('alertmanager', [
    `--storage.path=${join(folder, 'alertmanager')}`, `--web.listen-address=127.0.0.1:${ports.ALERTMANAGER}`, '--cluster.listen-address=',
    `--web.external-url=http://127.0.0.1:${ports.ALERTMANAGER}`,
  ]);
  const prometheus = start('prometheus', [`--storage.tsdb.path=${join(folder, 'tsdb')}`, `--web.listen-address=127.0.0.1:${ports.PROMETHEUS}`]);
  const urls = { prometheus: `http://127.0.0.1:${ports.PROMETHEUS}`, alertmanager: `http://127.0.0.1:${ports.ALERTMANAGER}` };
  const isReady = (url: string) => fetch(`${url}/-/ready`).then(({ ok }) => ok || undefined, () => undefined);
  await Promise.all(Object.entries(urls).map(([name, url]) => until(`${name} to be ready (${logFile})`, () => isReady(url))));

  return {
    urls,
    /** The samples of an instant query. */
    async query(promql: string): Promise<{ metric: Record<string, string>; value: [number, string] }[]> {
      const response = await fetch(`${urls.prometheus}/api/v1/query?${new URLSearchParams({ query: promql })}`);
      return ((await response.json()) as any).data.result;
    },
    /** The alerts that Alertmanager has, with what holds them back. */
    async alerts(): Promise<{ labels: Record<string, string>; status: { state: string; inhibitedBy: string[] } }[]> {
      return (await fetch(`${urls.alertmanager}/api/v2/alerts`)).json() as any;
    },
    async stop() {
      await Promise.all([prometheus.stop(), alertmanager.stop()]);
    },
  };
}
export type Alerting = Awaited<ReturnType<typeof startAlerting>>;

/** Each minute of `for` becomes a second, each hour a minute; guests get twice that to start again after their node. */
function inSeconds(rules: string): string {
  return rules
    .replace(/^( +for: \d+)([mh])$/gm, (_line, start: string, unit: string) => `${start}${unit === 'm' ? 's' : 'm'}`)
    .replace(/^( +keep_firing_for: )(\d+)m$/gm, (_line, start: string, minutes: string) => `${start}${2 * Number(minutes)}s`);
}
