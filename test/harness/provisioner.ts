import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPveClient, type PveClient } from '@vigie/proxmox/client';
import { createLog } from '../../provisioner/src/log.ts';
import { openDatabase } from '../../provisioner/src/store/database.ts';
import { gatewayApi, type GatewayApi } from '../../scripts/stack/gateway-api.ts';
import { startIdTokens, type Person } from '../../scripts/stack/id-tokens.ts';
import { startDaemon, type Daemon } from './daemon.ts';
import { exampleConfig, writeConfig } from './example-config.ts';
import { removeHome } from './remove-home.ts';

/** The provisioner with the simulator and nothing else: no browser. */
export interface ProvisionerStack {
  readonly control: string;
  readonly mail: string;
  /** Where its metrics are. */
  readonly metrics: string;
  /** The provisioner's own address; another one after it was killed. */
  url(): string;
  api(who: 'operator' | 'acme' | 'globex' | GatewayPerson): GatewayApi;
  /** The mail server, away and back with what it had. */
  stopMail(): Promise<void>;
  startMail(): Promise<void>;
  /** What the provisioner that runs now has logged. */
  log(): string;
  /** A call of somebody else than Vigie. */
  call: PveClient['call'];
  /** A statement in the provisioner's own database, for times that no test can wait for. */
  sql(statement: string, values: readonly unknown[]): Promise<Record<string, any>[]>;
  /** Kills the provisioner with -9 and starts another one. */
  killProvisioner(): Promise<void>;
  /** Stops the provisioner, changes the configuration, and starts it again. */
  reconfigure(change: (config: Record<string, any>) => void): Promise<void>;
  stop(): Promise<void>;
}

/** Somebody in Grafana, and the key of their organisation. */
export interface GatewayPerson extends Person {
  gatewayKey: string;
}

const people: Record<'operator' | 'acme' | 'globex', GatewayPerson> = {
  operator: { orgId: 1, role: 'Admin', login: 'admin', gatewayKey: 'gateway-operator-of-this-test' },
  acme: { orgId: 2, role: 'Editor', login: 'acme-editor', gatewayKey: 'gateway-acme-of-this-test' },
  globex: { orgId: 3, role: 'Editor', login: 'globex-editor', gatewayKey: 'gateway-globex-of-this-test' },
};

/** Starts them on free ports; `change` makes the example configuration the test's own. `delays`: how long the simulated cluster takes. */
export async function startProvisioner(change: (config: Record<string, any>) => void, delays: 'none' | 'realistic' = 'none'): Promise<ProvisionerStack> {
  const home = mkdtempSync(join(tmpdir(), 'vigie-provisioner-'));
  const grafana = await startIdTokens();
  const parts: Daemon[] = [];
  const start = async (file: string, args: string[]) => {
    const part = await startDaemon(file, args, home);
    parts.unshift(part);
    return part;
  };
  const anyPorts = ['--port', '0', '--pbs-port', '0', '--control-port', '0', '--guest-port', '0'];
  const simulator = await start('test/proxmox-sim/src/main.ts', [...anyPorts, '--delays', delays, '--state', join(home, 'proxmox-sim')]);
  const startSink = (port: string, smtpPort: string) =>
    start('test/mail-sink/src/main.ts', ['--port', port, '--smtp-port', smtpPort, '--state', join(home, 'mail')]);
  let mail = await startSink('0', '0');
  const { url, fingerprint, tokens } = simulator.ready;
  const config = exampleConfig(home, {
    endpoints: [{ url, fingerprint }],
    token: { id: tokens.provisioner.id, secret: { file: tokens.provisioner.file } },
  });
  config.grafana.url = grafana.url;
  config.mail.smtp.port = mail.ready.smtpPort;
  change(config);
  const file = writeConfig(home, config);
  let provisioner = await start('provisioner/src/main.ts', ['--config', file]);
  const again = async () => {
    parts.splice(parts.indexOf(provisioner), 1);
    provisioner = await start('provisioner/src/main.ts', ['--config', file]);
  };
  // The embedded database has another port after each start.
  const query = async (statement: string, values: readonly unknown[]) => {
    const { port, password } = JSON.parse(readFileSync(join(home, 'postgres.json'), 'utf8')) as { port: number; password: string };
    const database = openDatabase(`postgresql://vigie:${password}@127.0.0.1:${port}/vigie`, createLog('silent'));
    try {
      return (await database.query(statement, [...values])).rows as Record<string, any>[];
    } finally {
      await database.close();
    }
  };
  const somebody = createPveClient({
    cluster: 'demo',
    endpoints: [{ url, fingerprint }],
    token: { id: tokens.provisioner.id, secret: readFileSync(tokens.provisioner.file, 'utf8').trim() },
  });
  return {
    control: simulator.ready.control,
    mail: mail.ready.url,
    get metrics() {
      return `${provisioner.ready.url}/metrics`;
    },
    url: () => provisioner.ready.url,
    api(who) {
      const person = typeof who === 'string' ? people[who] : who;
      return gatewayApi(() => provisioner.ready.url, person.gatewayKey, () => grafana.token(person));
    },
    async stopMail() {
      parts.splice(parts.indexOf(mail), 1);
      await mail.stop();
    },
    async startMail() {
      mail = await startSink(new URL(mail.ready.url).port, String(mail.ready.smtpPort));
    },
    log: () => provisioner.log(),
    call: somebody.call,
    sql: query,
    async killProvisioner() {
      await provisioner.kill();
      await again();
    },
    async reconfigure(change) {
      await provisioner.stop();
      change(config);
      writeConfig(home, config);
      await again();
    },
    async stop() {
      await somebody.close();
      for (const part of parts) await part.stop();
      grafana.close();
      removeHome(home);
    },
  };
}
