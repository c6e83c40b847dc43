import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig, type LoadedConfig } from '@vigie/config/load';
import type { GrafanaRole } from '@vigie/contract/me';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';

export const gatewayKeys = { 1: 'key-of-the-operator', 2: 'key-of-acme', 3: 'key-of-globex' } as const;
export type OrgId = keyof typeof gatewayKeys;

/** A Grafana that serves signing keys and issues ID tokens, and a configuration that trusts it (org 1 operator, 2 acme, 3 globex). */
export interface TestGrafana {
  url: string;
  loaded: LoadedConfig;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  /** How often the keys were read. */
  reads(): number;
  /** Answers this status instead of the keys from now on; 200 serves them again. */
  answer(status: number): void;
  /** Replaces the signing key. */
  rotate(): Promise<void>;
  token(claims?: Record<string, unknown>, header?: { typ?: string }): Promise<string>;
  /** The two headers of a person with this role in this organisation. */
  headers(orgId: OrgId, role: GrafanaRole, claims?: JWTPayload): Promise<Record<string, string>>;
  close(): Promise<void>;
}

export async function startTestGrafana(): Promise<TestGrafana> {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-identity-'));
  for (const [orgId, key] of Object.entries(gatewayKeys)) writeFileSync(join(folder, orgId), `${key}\n`);
  let [status, reads, generation] = [200, 0, 0];
  let pair = await generateKeyPair('ES256', { extractable: true });
  const kid = () => `id-${generation}-es256`;
  const publicJwk = async (): Promise<JWK> => ({ ...(await exportJWK(pair.publicKey)), kid: kid(), alg: 'ES256', use: 'sig' });
  const server = createServer((_request, response) => {
    reads += 1;
    void publicJwk().then((jwk) => response.writeHead(status, { connection: 'close' }).end(JSON.stringify({ keys: [jwk] })));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const token: TestGrafana['token'] = (claims = {}, header = {}) =>
    new SignJWT({ ...userOf(2, 'Viewer'), iss: `${url}/`, exp: Math.floor(Date.now() / 1000) + 600, ...claims })
      .setProtectedHeader({ alg: 'ES256', typ: 'jwt', kid: kid(), ...header })
      .sign(pair.privateKey);

  return {
    url,
    loaded: { config: configOf(url), baseDir: folder },
    get privateKey() {
      return pair.privateKey;
    },
    get publicKey() {
      return pair.publicKey;
    },
    reads: () => reads,
    answer: (next) => {
      status = next;
    },
    rotate: async () => {
      pair = await generateKeyPair('ES256', { extractable: true });
      generation += 1;
    },
    token,
    headers: async (orgId, role, claims = {}) => ({
      'x-gateway-key': gatewayKeys[orgId],
      'x-grafana-id': await token({ ...userOf(orgId, role), ...claims }),
    }),
    close: async () => {
      rmSync(folder, { recursive: true });
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function userOf(orgId: number, role: GrafanaRole): JWTPayload {
  const namespace = orgId === 1 ? 'default' : `org-${orgId}`;
  return { aud: `org:${orgId}`, sub: 'user:7', namespace, type: 'user', role, username: `ann-${orgId}-${role}`, name: 'Ann', email: '' };
}

function configOf(grafanaUrl: string): LoadedConfig['config'] {
  const grafana = (orgId: OrgId) => ({ orgId, gatewayKey: { file: `${orgId}` } });
  const tenant = (id: string, orgId: OrgId) => ({ id, name: id, email: `it@${id}.example`, grafana: grafana(orgId) });
  const choice = (value: unknown) => [{ id: '1', name: 'one', price: 100, value }];
  const options = { os: choice('debian-13'), cores: choice(1), memory: choice(1), disk: choice(10) };
  return parseConfig({
    clusters: [
      {
        name: 'demo',
        endpoints: [{ url: 'https://127.0.0.1:8006' }],
        token: { id: 'vigie@pve!provisioner', secret: { env: 'UNUSED' } },
        storage: 'ceph-vm',
        templates: { 'debian-13': 9000 },
      },
    ],
    operator: { email: 'ops@example.net', grafana: grafana(1) },
    tenants: [tenant('acme', 2), tenant('globex', 3)],
    catalogue: { currency: 'EUR', offers: [{ id: 'standard', name: 'Standard', description: 'A VM', price: 500, options }] },
    grafana: { url: grafanaUrl },
    mail: { from: 'vigie@example.net', smtp: { host: '127.0.0.1' } },
    provisioner: { listen: { port: 0 }, bodyLimitKiB: 4 },
  });
}
