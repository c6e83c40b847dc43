import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync } from 'node:fs';
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPveClient, type PveClient } from '@vigie/proxmox/client';
import { createLog } from '../../provisioner/src/log.ts';
import { openDatabase } from '../../provisioner/src/store/database.ts';
import type { Answer } from './api.ts';
import { startDaemon, type Daemon } from './daemon.ts';
import { exampleConfig, writeConfig } from './example-config.ts';
import { removeHome } from './remove-home.ts';

/** The provisioner with the simulator and nothing else: no browser. */
export interface ProvisionerStack {
  readonly control: string;
  readonly mail: string;
  api(who: 'operator' | 'acme' | 'globex'): {
    get(path: string): Promise<Answer>;
    post(path: string, body?: unknown): Promise<Answer>;
    delete(path: string): Promise<Answer>;
  };
  /** A call of somebody else than Vigie. */
  pve: PveClient['call'];
  /** A statement in the provisioner's own database, for times that no test can wait for. */
  sql(statement: string, values: readonly unknown[]): Promise<Record<string, any>[]>;
  /** Kills the provisioner with -9 and starts another one. */
  killProvisioner(): Promise<void>;
  stop(): Promise<void>;
}

const people = {
  operator: { orgId: 1, role: 'Admin', login: 'admin' },
  acme: { orgId: 2, role: 'Editor', login: 'acme-editor' },
  globex: { orgId: 3, role: 'Editor', login: 'globex-editor' },
};

/** Starts them on free ports; `change` makes the example configuration the test's own. `delays`: how long the simulated cluster takes. */
export async function startProvisioner(change: (config: Record<string, any>) => void, delays: 'none' | 'realistic' = 'none'): Promise<ProvisionerStack> {
  const home = mkdtempSync(join(tmpdir(), 'vigie-provisioner-'));
  const grafana = await startSigner();
  const parts: Daemon[] = [];
  const start = async (file: string, args: string[]) => {
    const part = await startDaemon(file, args, home);
    parts.unshift(part);
    return part;
  };
  const anyPorts = ['--port', '0', '--pbs-port', '0', '--control-port', '0', '--guest-port', '0'];
  const simulator = await start('test/proxmox-sim/src/main.ts', [...anyPorts, '--delays', delays, '--state', join(home, 'proxmox-sim')]);
  const mail = await start('test/mail-sink/src/main.ts', ['--port', '0', '--smtp-port', '0', '--state', join(home, 'mail')]);
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
  const { port, password } = JSON.parse(readFileSync(join(home, 'postgres.json'), 'utf8')) as { port: number; password: string };
  const database = openDatabase(`postgresql://vigie:${password}@127.0.0.1:${port}/vigie`, createLog('silent'));
  const { id, file: secret } = tokens.provisioner;
  const pve = createPveClient({
    cluster: 'demo', endpoints: [{ url, fingerprint }], token: { id, secret: readFileSync(secret, 'utf8').trim() },
  });
  return {
    control: simulator.ready.control,
    mail: mail.ready.url,
    api(who) {
      const call = async (method: string, path: string, body?: unknown): Promise<Answer> => {
        const response = await fetch(`${provisioner.ready.url}/api/v1${path}`, {
          method,
          headers: {
            'X-Gateway-Key': `gateway-${who}-of-this-test`,
            'X-Grafana-Id': grafana.token(people[who]),
            'Idempotency-Key': randomUUID(),
            ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const text = await response.text();
        return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text };
      };
      return { get: (path) => call('GET', path), post: (path, body) => call('POST', path, body), delete: (path) => call('DELETE', path) };
    },
    pve: (...call) => pve.call(...call),
    sql: async (statement, values) => (await database.query(statement, [...values])).rows,
    async killProvisioner() {
      parts.splice(parts.indexOf(provisioner), 1);
      await provisioner.kill();
      provisioner = await start('provisioner/src/main.ts', ['--config', file]);
    },
    async stop() {
      await Promise.all([pve.close(), database.close()]);
      for (const part of parts) await part.stop();
      grafana.close();
      removeHome(home);
    },
  };
}

/** What the provisioner needs of Grafana: ID tokens, and the key that they are signed with. */
async function startSigner() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'id-of-this-test', alg: 'ES256', use: 'sig' };
  const server = createServer((_request, response) => response.end(JSON.stringify({ keys: [jwk] })));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return {
    url,
    token({ orgId, role, login }: (typeof people)['acme']): string {
      const now = Math.floor(Date.now() / 1000);
      const person = { name: login, username: login, email: `${login}@vigie.example`, identifier: login, role, type: 'user' };
      const issued = { iss: url, aud: `org:${orgId}`, sub: `user:${login}`, iat: now, exp: now + 600 };
      const claims = { ...person, ...issued, namespace: orgId === 1 ? 'default' : `org-${orgId}`, authenticatedBy: 'password' };
      const content = `${encoded({ alg: 'ES256', kid: jwk.kid, typ: 'jwt' })}.${encoded(claims)}`;
      const signature = sign('sha256', Buffer.from(content), { key: privateKey, dsaEncoding: 'ieee-p1363' });
      return `${content}.${signature.toString('base64url')}`;
    },
    close: () => server.close(),
  };
}
