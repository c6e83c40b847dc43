import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { loadConfig, parseConfig } from '@vigie/config/load';
import { readSecret } from '@vigie/config/secret';
import { load as parseYaml } from 'js-yaml';
import { inRoot } from '../root.ts';
import { slackWebhook } from './alertmanager-config.ts';
import type { ChildSpec } from './child.ts';
import { demoConfig, type SimulatorReady } from './demo-config.ts';
import { writeEffectiveConfig, type ConfigTree } from './effective-config.ts';
import { endLeftovers, noteRunning, noteStopped } from './leftovers.ts';
import { buildPlugin } from './plugin.ts';
import { choosePorts, defaultPorts, portVariables, type Part, type Ports } from './ports.ts';
import { exporterEnvironment, exporterFlags, provisionerFlags } from './runtimes.ts';
import { findProgram, startAlertmanager, startPrometheus, type MonitoringOptions } from './prometheus.ts';
import { Supervisor } from './supervisor.ts';

export interface StackOptions {
  home: string;
  /** A vigie.yaml with real clusters; without it the simulator and the mail sink are started too. */
  configFile?: string | undefined;
  say: (text: string) => void;
}

export interface Stack {
  /** Where each part answers; a part that is not started is missing. */
  urls: Record<string, string>;
  pids(): Record<string, number>;
  stop(): Promise<void>;
}

/** Starts all of Vigie on this machine, in the order in which the parts need each other. */
export async function startStack({ home, configFile, say }: StackOptions): Promise<Stack> {
  // The user's mistakes are told before anything starts.
  if (configFile) loadConfig(configFile);
  const left = await endLeftovers(home);
  if (left.length > 0) say(`The last run was killed; ended what it had left behind: ${left.join(', ')}.`);
  const ports = await choosePorts(configFile ? partsWithoutDemo : (Object.keys(defaultPorts) as Part[]));
  const logs = join(home, 'logs');
  mkdirSync(logs, { recursive: true });
  const supervisor = new Supervisor(say, (pids) => noteRunning(home, pids));
  const stop = async () => {
    await supervisor.stop();
    noteStopped(home);
  };
  const part = (name: string, file: string, args: string[], flags: readonly string[] = []): ChildSpec => ({
    name,
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', ...flags, inRoot(...file.split('/')), ...args],
    // The ports as they were chosen: a variable that says 0 must not make each part choose again.
    env: { VIGIE_HOME: home, ...portVariables(ports) },
    logFile: join(logs, `${name}.log`),
  });

  try {
    const dist = buildPlugin(say);
    // The demo's start may fail first; then nobody would wait for the bundle.
    dist.catch(() => undefined);
    const demo = configFile ? undefined : await startDemo(supervisor, part, home, ports);
    const appUrl = `http://127.0.0.1:${ports.APP}`;
    const tree = configFile ? (parseYaml(readFileSync(configFile, 'utf8')) as ConfigTree) : demoConfig(home, ports, demo!.simulator);
    tree.grafana = { url: appUrl };
    tree.provisioner = { ...tree.provisioner, listen: { host: '127.0.0.1', port: ports.PROVISIONER } };
    tree.exporter = { ...tree.exporter, listen: { host: '127.0.0.1', port: ports.EXPORTER } };
    // It listens on loopback, and the Prometheus of this stack has no password for it.
    delete tree.exporter.webConfig;
    if (findProgram('alertmanager')) tree.alertmanager ??= { url: `http://127.0.0.1:${ports.ALERTMANAGER}` };
    const effective = writeEffectiveConfig(tree, configFile ? dirname(resolve(configFile)) : home, home);
    const config = parseConfig(parseYaml(readFileSync(effective, 'utf8')), effective);
    const keysFile = writeGatewayKeys(home, [config.operator.grafana, ...config.tenants.map((tenant) => tenant.grafana)]);

    const [provisioner, exporter] = await Promise.all([
      supervisor.start(part('provisioner', 'provisioner/src/main.ts', ['--config', effective], provisionerFlags)),
      supervisor.start(withEnvironment(part('exporter', 'exporter/src/main.ts', ['--config', effective], exporterFlags), exporterEnvironment(home))),
    ]);
    const app = await supervisor.start(
      part('preview', 'test/preview/src/main.ts', [
        ...['--port', String(ports.APP), '--provisioner', String(provisioner.url), '--keys', keysFile],
        ...['--plugin', await dist, '--state', join(home, 'preview')],
      ]),
    );
    const monitoring = startMonitoring(supervisor, say, {
      home,
      ports,
      logFile: join(logs, 'monitoring.log'),
      fileSdFolder: resolve(home, config.exporter.discovery.folder),
      guestProxy: demo?.guestProxy,
      alerting: config,
      slackWebhook: slackWebhook(process.env.VIGIE_SLACK_WEBHOOK, !configFile, say),
    });
    return {
      urls: { app: String(app.url), provisioner: String(provisioner.url), exporter: String(exporter.url), ...demo?.urls, ...monitoring },
      pids: () => supervisor.pids(),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const withEnvironment = (spec: ChildSpec, more: Record<string, string>): ChildSpec => ({ ...spec, env: { ...spec.env, ...more } });

const partsWithoutDemo: Part[] = ['APP', 'PROVISIONER', 'EXPORTER', 'PROMETHEUS', 'ALERTMANAGER'];

/** The demo's surroundings: the Proxmox simulator and the mail sink. */
async function startDemo(supervisor: Supervisor, part: (name: string, file: string, args: string[]) => ChildSpec, home: string, ports: Ports) {
  const [simulator, mail] = await Promise.all([
    supervisor.start(
      part('proxmox-sim', 'test/proxmox-sim/src/main.ts', [
        ...['--port', String(ports.PVE), '--pbs-port', String(ports.PBS)],
        ...['--control-port', String(ports.SIM_CONTROL), '--guest-port', String(ports.GUESTS)],
        ...['--state', join(home, 'proxmox-sim')],
      ]),
    ),
    supervisor.start(
      part('mail-sink', 'test/mail-sink/src/main.ts', [
        ...['--port', String(ports.MAIL), '--smtp-port', String(ports.SMTP), '--state', join(home, 'mails')],
      ]),
    ),
  ]);
  const { pbs } = simulator as unknown as SimulatorReady;
  return {
    simulator: simulator as unknown as SimulatorReady,
    guestProxy: String(simulator.guestProxy),
    urls: { pve: String(simulator.url), pbs: pbs.url, simulator: String(simulator.control), mail: String(mail.url) },
  };
}

/** Prometheus and Alertmanager when they are on the PATH; otherwise one line says how to get them. */
function startMonitoring(supervisor: Supervisor, say: (text: string) => void, options: MonitoringOptions): Record<string, string> {
  const urls: Record<string, string> = {};
  const prometheus = findProgram('prometheus');
  const alertmanager = findProgram('alertmanager');
  if (prometheus) {
    supervisor.watch('prometheus', startPrometheus(prometheus, options));
    urls.prometheus = `http://127.0.0.1:${options.ports.PROMETHEUS}`;
  }
  if (alertmanager) {
    supervisor.watch('alertmanager', startAlertmanager(alertmanager, options));
    urls.alertmanager = `http://127.0.0.1:${options.ports.ALERTMANAGER}`;
  }
  if (!prometheus || !alertmanager) {
    say('Prometheus or Alertmanager is not on the PATH; to have them too: sudo apt-get install prometheus prometheus-alertmanager');
  }
  return urls;
}

function writeGatewayKeys(home: string, organisations: { orgId: number; gatewayKey: Parameters<typeof readSecret>[0] }[]): string {
  const file = join(home, 'secrets', 'gateway-keys.json');
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const keys = Object.fromEntries(organisations.map(({ orgId, gatewayKey }) => [orgId, readSecret(gatewayKey, home)]));
  writeFileSync(file, JSON.stringify(keys), { mode: 0o600 });
  return file;
}
