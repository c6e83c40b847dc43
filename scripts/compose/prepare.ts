import { randomBytes, randomUUID, X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dump, load } from 'js-yaml';
import { generate } from 'selfsigned';
import { inRoot } from '../root.ts';
import type { ConfigTree } from '../stack/effective-config.ts';

interface PrepareOptions {
  /** Where everything is written: .compose. */
  folder: string;
  /** How people reach Grafana, e.g. https://vigie.example.net. */
  url: string;
  /** With a simulated cluster. */
  demo: boolean;
}

/** Of the simulated servers. */
type Fingerprints = Record<'pve' | 'pbs', string>;

/** Makes what docker-compose.yml needs and the repository cannot hold. What is there stays; gives the files that were written. */
export async function prepareCompose({ folder, url, demo }: PrepareOptions): Promise<string[]> {
  const written: string[] = [];
  // The containers' users differ from the one here, so the files are readable; the folder lets nobody else of this machine in.
  const once = (name: string, text: () => string) => {
    const file = join(folder, name);
    if (existsSync(file)) return;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text(), { mode: 0o644 });
    written.push(file);
  };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);

  for (const name of random) once(`secrets/${name}`, () => randomBytes(32).toString('base64url'));
  once('secrets/encryption-key', () => randomBytes(32).toString('base64'));
  const password = readFileSync(join(folder, 'secrets', 'postgres-password'), 'utf8');
  once('secrets/database-url', () => `postgresql://vigie:${password}@postgres:5432/vigie`);
  const tls = await certificate(new URL(url).hostname);
  once('secrets/tls-key', () => tls.private);
  once('secrets/tls-certificate', () => tls.cert);

  let fingerprints: Fingerprints | undefined;
  if (demo) {
    const made = async (product: 'pve' | 'pbs') => {
      const { private: key, cert } = await certificate('localhost');
      once(`proxmox-sim/${product}.key`, () => key);
      once(`proxmox-sim/${product}.pem`, () => cert);
      return new X509Certificate(readFileSync(join(folder, 'proxmox-sim', `${product}.pem`))).fingerprint256;
    };
    fingerprints = { pve: await made('pve'), pbs: await made('pbs') };
    for (const [secret, token] of [['pve-provisioner', 'provisioner'], ['pve-exporter', 'exporter'], ['pbs-exporter', 'pbs-exporter']] as const) {
      once(`secrets/${secret}`, () => randomUUID());
      once(`proxmox-sim/tokens/${token}`, () => readFileSync(join(folder, 'secrets', secret), 'utf8'));
    }
    // The simulator keeps its state there, as a user of its container.
    for (const name of ['proxmox-sim', 'proxmox-sim/tokens']) chmodSync(join(folder, name), 0o777);
  }
  once('vigie.yaml', () => dump(composeConfig(url, fingerprints), { lineWidth: 140 }));
  once('prometheus.yml', () => prometheusConfig(demo));
  return written;
}

/** Secrets that only have to be unguessable. The tokens of Proxmox are not among them: the cluster gives those. */
const random = [
  ...['grafana-admin-password', 'grafana-secret-key', 'postgres-password'],
  ...['gateway-operator', 'gateway-acme', 'gateway-globex', 'metrics-acme', 'metrics-globex'],
];

/** vigie.example.yaml with the addresses and the secrets' places of the containers. */
function composeConfig(url: string, fingerprints: Fingerprints | undefined): object {
  const config = load(readFileSync(inRoot('vigie.example.yaml'), 'utf8').replaceAll('file: secrets/', 'file: /run/secrets/')) as ConfigTree;
  config.grafana = { url, jwksUrl: 'http://grafana:3000/api/signing-keys/keys' };
  config.alertmanager = { url: 'http://alertmanager:9093' };
  config.provisioner.listen = { host: '0.0.0.0', port: 9320 };
  config.provisioner.database = { file: '/run/secrets/database-url' };
  config.provisioner.encryptionKey = { file: '/run/secrets/encryption-key' };
  config.exporter.listen = { host: '0.0.0.0', port: 9221 };
  if (fingerprints) {
    config.clusters[0].endpoints = [{ url: 'https://demo:18006', fingerprint: fingerprints.pve }];
    config.backupServers[0].endpoints = [{ url: 'https://demo:18007', fingerprint: fingerprints.pbs }];
    config.mail.smtp = { host: 'demo', port: 11025, security: 'none' };
  }
  return config;
}

function prometheusConfig(demo: boolean): string {
  const text = readFileSync(inRoot('docker', 'prometheus.yml'), 'utf8');
  return demo ? `${text}    proxy_url: http://demo:19180\n` : text;
}

const certificate = (host: string) =>
  generate([{ name: 'commonName', value: host }], {
    keySize: 2048,
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + 365 * 86_400_000),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
  });
