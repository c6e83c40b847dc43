import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatewayApi, type GatewayApi } from '../../scripts/stack/gateway-api.ts';
import { startIdTokens } from '../../scripts/stack/id-tokens.ts';
import type { Database } from '../../provisioner/src/store/database.ts';
import { testServer } from '../../provisioner/src/store/test-database.ts';
import { startDaemon, type Daemon } from './daemon.ts';
import { exampleConfig, writeConfig } from './example-config.ts';

/** One simulated cluster and one database, on which provisioners are started by the name of their replica. */
export interface Replicas {
  readonly control: string;
  readonly mail: string;
  readonly db: Database;
  readonly tenants: readonly string[];
  /**
   * `databasePort`: where it finds the database, when not at the database itself. `alone`: with a state folder, and so with keys, of its own.
   * Rejects with its log when it ends before it is ready.
   */
  start(replica: string, databasePort?: number, alone?: { home: string; args: readonly string[] }): Promise<Daemon>;
  api(daemon: Daemon, who: string): GatewayApi;
  stop(): Promise<void>;
}

/** `tenants`: how many; they are `t0`, `t1` ... The simulated cluster takes its time. */
export async function startReplicas(tenants: number): Promise<Replicas> {
  const home = mkdtempSync(join(tmpdir(), 'vigie-replicas-'));
  const [{ db, close }, grafana] = await Promise.all([testServer(), startIdTokens()]);
  const daemons: Daemon[] = [];
  const start = async (file: string, args: string[], folder = home) => {
    const daemon = await startDaemon(file, args, folder);
    daemons.unshift(daemon);
    return daemon;
  };
  const anyPorts = ['--port', '0', '--pbs-port', '0', '--control-port', '0', '--guest-port', '0'];
  const simulator = await start('test/proxmox-sim/src/main.ts', [...anyPorts, '--delays', 'realistic', '--state', join(home, 'proxmox-sim')]);
  const mail = await start('test/mail-sink/src/main.ts', ['--port', '0', '--smtp-port', '0', '--state', join(home, 'mail')]);
  const { url, fingerprint, tokens } = simulator.ready;
  const config = exampleConfig(home, {
    endpoints: [{ url, fingerprint }],
    token: { id: tokens.provisioner.id, secret: { file: tokens.provisioner.file } },
  });
  const names = Array.from({ length: tenants }, (_, i) => `t${i}`);
  config.tenants = names.map((id, i) => {
    writeFileSync(join(home, 'secrets', `gateway-${id}`), gatewayKey(id));
    return { id, name: id, email: `${id}@vigie.example`, grafana: { orgId: 100 + i, gatewayKey: { file: `secrets/gateway-${id}` } } };
  });
  config.grafana.url = grafana.url;
  config.mail.smtp.port = mail.ready.smtpPort;
  return {
    control: simulator.ready.control,
    mail: mail.ready.url,
    db,
    tenants: names,
    start(replica, databasePort, alone) {
      const database = new URL(db.url);
      if (databasePort !== undefined) database.port = String(databasePort);
      writeFileSync(join(home, 'secrets', `database-${replica}`), database.href);
      const provisioner = { ...config.provisioner, replica, database: { file: `secrets/database-${replica}` } };
      const file = writeConfig(home, { ...config, provisioner }, `vigie-${replica}.yaml`);
      return start('provisioner/src/main.ts', ['--config', file, ...(alone?.args ?? [])], alone?.home);
    },
    api(daemon, who) {
      const person =
        who === 'operator'
          ? ({ orgId: 1, role: 'Admin', login: 'admin' } as const)
          : ({ orgId: 100 + names.indexOf(who), role: 'Editor', login: `${who}-editor` } as const);
      return gatewayApi(() => daemon.ready.url, gatewayKey(who), () => grafana.token(person));
    },
    async stop() {
      for (const daemon of daemons) await daemon.stop();
      grafana.close();
      await close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

const gatewayKey = (who: string) => `gateway-${who}-of-this-test`;
