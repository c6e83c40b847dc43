import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { load as parseYaml } from 'js-yaml';
import type { Database } from '../../../provisioner/src/store/database.ts';
import { testServer } from '../../../provisioner/src/store/test-database.ts';
import { inRoot } from '../../root.ts';
import type { SimulatorReady } from '../../stack/demo-config.ts';
import type { ConfigTree } from '../../stack/effective-config.ts';
import { gatewayApi, type GatewayApi } from '../../stack/gateway-api.ts';
import { startIdTokens } from '../../stack/id-tokens.ts';
import { provisionerFlags } from '../../stack/runtimes.ts';
import { startBenchChild, untilTheEnd, type Ends } from '../ends.ts';
import { cpuSeconds, cpuSecondsOfFamily, parentOf } from '../process-cost.ts';

/** The daemon in a process of its own, on a simulated cluster of ten nodes and an empty database. */
export interface BenchStack {
  readonly pid: number;
  /** Seconds of CPU so far of each part, the client included: they share the machine. */
  cpu(): Promise<Record<string, number>>;
  readonly db: Database;
  readonly tenants: readonly string[];
  /** The operator; a login of its own has its own limit of requests. */
  operator(login: string): GatewayApi;
  /** Asks the simulator's control endpoint. */
  simulator<T>(path: string): Promise<T>;
  stop(): Promise<void>;
}

/** `delays`: none, or those of a small real cluster. */
export async function startStack(tenants: number, delays: 'none' | 'realistic'): Promise<BenchStack> {
  const ends = untilTheEnd();
  try {
    return await started(tenants, delays, ends);
  } catch (error) {
    await ends.stop();
    throw error;
  }
}

async function started(tenants: number, delays: 'none' | 'realistic', ends: Ends): Promise<BenchStack> {
  const home = mkdtempSync(join(tmpdir(), 'vigie-bench-'));
  ends.add(() => rmSync(home, { recursive: true, force: true }));
  const { db, close } = await testServer();
  ends.add(close);
  const grafana = await startIdTokens();
  ends.add(() => grafana.close());
  const start = async (name: string, args: string[], env: NodeJS.ProcessEnv = {}) => {
    const child = await startBenchChild({ name, command: process.execPath, args, env: { VIGIE_HOME: home, ...env }, logFile: join(home, `${name}.log`) });
    ends.add(() => child.stop());
    return child;
  };
  const anyPorts = ['--port', '0', '--pbs-port', '0', '--control-port', '0', '--guest-port', '0'];
  const simulator = await start('proxmox-sim', [inRoot('test/proxmox-sim/src/main.ts'), ...anyPorts, '--delays', delays, '--state', join(home, 'simulator')]);
  // Proxmox works on machines of its own: it takes what the daemon leaves of this one.
  setPriority(simulator.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  const control = String(simulator.ready.control);
  await fetch(`${control}/fleet`, { method: 'POST', body: JSON.stringify({ guests: 0, nodes: 10, memoryGiB: 512, storageGiB: 20_480 }) });
  const mail = await start('mail-sink', [inRoot('test/mail-sink/src/main.ts'), '--port', '0', '--smtp-port', '0', '--state', join(home, 'mail')]);
  const names = Array.from({ length: tenants }, (_, i) => `t${i}`);
  const file = join(home, 'vigie.yaml');
  mkdirSync(join(home, 'secrets'));
  for (const name of ['operator', ...names]) writeFileSync(join(home, 'secrets', `gateway-${name}`), gatewayKey(name));
  const config = benchConfig(simulator.ready as unknown as SimulatorReady, names, grafana.url, Number(mail.ready.smtpPort));
  writeFileSync(file, JSON.stringify(config));
  const daemon = await start('provisioner', [...provisionerFlags, inRoot('provisioner/src/main.ts'), '--config', file], {
    DATABASE_URL: db.url, VIGIE_PORT_PROVISIONER: '0', NODE_ENV: 'production',
  });
  return {
    pid: daemon.pid,
    async cpu() {
      const { rows } = await db.query<{ pid: number }>('select pg_backend_pid() as pid');
      const database = cpuSecondsOfFamily(parentOf(rows[0]?.pid ?? 0) ?? 0);
      const [its, proxmox, mails, ours] = [daemon, simulator, mail, process].map(({ pid }) => cpuSeconds(pid));
      return { daemon: its ?? NaN, simulator: proxmox ?? NaN, PostgreSQL: database, mail: mails ?? NaN, client: ours ?? NaN };
    },
    db,
    tenants: names,
    operator: (login) => gatewayApi(() => String(daemon.ready.url), gatewayKey('operator'), () => grafana.token({ orgId: 1, role: 'Admin', login })),
    simulator: async (path) => (await fetch(`${control}${path}`)).json() as Promise<never>,
    stop: () => ends.stop(),
  };
}

const gatewayKey = (who: string) => `gateway-${who}-of-the-bench`;

/** vigie.example.yaml with these tenants, without quotas, and with its smallest machines a little smaller: many fit. */
function benchConfig({ url, fingerprint, tokens }: SimulatorReady, tenants: string[], grafana: string, smtpPort: number): object {
  const config = parseYaml(readFileSync(inRoot('vigie.example.yaml'), 'utf8')) as ConfigTree;
  const token = { id: tokens.provisioner.id, secret: { file: tokens.provisioner.file } };
  Object.assign(config.clusters[0], { endpoints: [{ url, fingerprint }], token, exporterToken: undefined });
  config.backupServers = [];
  config.operator.grafana.gatewayKey = { file: 'secrets/gateway-operator' };
  config.tenants = tenants.map((id, i) => ({
    id, name: id, email: `${id}@vigie.example`, grafana: { orgId: 100 + i, gatewayKey: { file: `secrets/gateway-${id}` } },
  }));
  config.catalogue.offers[0].options.memory = [{ id: '1', name: '1 GiB', price: 0, value: 1 }];
  config.grafana.url = grafana;
  config.mail.smtp.port = smtpPort;
  return config;
}
