import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { startForeign, type RunningChild } from './child.ts';
import { alertmanagerConfig, type AlertingConfig } from './alertmanager-config.ts';
import { copyAlertRules } from './alert-rules.ts';
import type { Ports } from './ports.ts';

/** Debian's names first, then upstream's. */
const programs = { prometheus: ['prometheus'], alertmanager: ['prometheus-alertmanager', 'alertmanager'] } as const;

/** The program's name on the PATH, or undefined. */
export function findProgram(program: keyof typeof programs): string | undefined {
  return programs[program].find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0);
}

export interface MonitoringOptions {
  home: string;
  ports: Ports;
  logFile: string;
  fileSdFolder: string;
  /** An HTTP proxy that reaches the guests, for the simulator's; real guests are reached by routes. */
  guestProxy: string | undefined;
  /** Where alerts go. */
  alerting: AlertingConfig;
  slackWebhook: string | undefined;
}

/** Starts Prometheus with our alert rules: it scrapes our daemons and, through file_sd, the node exporters in the guests. */
export function startPrometheus(command: string, options: MonitoringOptions): RunningChild {
  const folder = join(options.home, 'prometheus');
  mkdirSync(folder, { recursive: true });
  copyAlertRules(join(folder, 'rules'));
  const configFile = join(folder, 'prometheus.yml');
  writeFileSync(configFile, dump(prometheusConfig(options)));
  return startForeign({
    name: 'prometheus',
    command,
    args: [
      `--config.file=${configFile}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      '--storage.tsdb.retention.time=7d',
      `--web.listen-address=127.0.0.1:${options.ports.PROMETHEUS}`,
    ],
    logFile: options.logFile,
  });
}

/** Starts Alertmanager on loopback, with the routes of alert-rules/alertmanager.yml. */
export function startAlertmanager(command: string, { home, ports, logFile, alerting, slackWebhook }: MonitoringOptions): RunningChild {
  const folder = join(home, 'alertmanager');
  mkdirSync(folder, { recursive: true });
  const configFile = join(folder, 'alertmanager.yml');
  writeFileSync(configFile, dump(alertmanagerConfig({ folder: join(folder, 'secrets'), config: alerting, slackWebhook }), { lineWidth: -1 }));
  return startForeign({
    name: 'alertmanager',
    command,
    args: [
      `--config.file=${configFile}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${ports.ALERTMANAGER}`,
      // The links in its messages; by itself it would name the machine, which does not answer there.
      `--web.external-url=http://127.0.0.1:${ports.ALERTMANAGER}`,
      '--cluster.listen-address=',
    ],
    logFile,
  });
}

function prometheusConfig({ ports, fileSdFolder, guestProxy }: MonitoringOptions): object {
  const own = (job_name: string, port: number) => ({ job_name, static_configs: [{ targets: [`127.0.0.1:${port}`] }] });
  return {
    global: { scrape_interval: '5s', evaluation_interval: '5s' },
    rule_files: ['rules/*.yml'],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [`127.0.0.1:${ports.ALERTMANAGER}`] }] }] },
    scrape_configs: [
      own('vigie-exporter', ports.EXPORTER),
      own('vigie-provisioner', ports.PROVISIONER),
      {
        job_name: 'node',
        file_sd_configs: [{ files: [join(fileSdFolder, 'node.json')], refresh_interval: '10s' }],
        ...(guestProxy ? { proxy_url: guestProxy } : {}),
      },
    ],
  };
}
