import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load as parseYaml } from 'js-yaml';
import { inRoot } from '../root.ts';
import type { ConfigTree } from './effective-config.ts';
import type { Ports } from './ports.ts';

/** What the simulator says of itself in its ready line. */
export interface SimulatorReady {
  url: string;
  fingerprint: string;
  tokens: { provisioner: { id: string; file: string }; exporter: { id: string; file: string } };
  pbs: { url: string; fingerprint: string; tokens: { exporter: { id: string; file: string } } };
}

/**
 * The demo's configuration: vigie.example.yaml itself, so that the example is always true,
 * pointed at the simulator, with random secrets that are made once and kept in the state folder.
 */
export function demoConfig(home: string, ports: Ports, simulator: SimulatorReady): ConfigTree {
  const config = parseYaml(readFileSync(inRoot('vigie.example.yaml'), 'utf8')) as ConfigTree;
  const [cluster] = config.clusters;
  cluster.endpoints = [{ url: simulator.url, fingerprint: simulator.fingerprint }];
  cluster.token = { id: simulator.tokens.provisioner.id, secret: { file: simulator.tokens.provisioner.file } };
  cluster.exporterToken = { id: simulator.tokens.exporter.id, secret: { file: simulator.tokens.exporter.file } };
  const { pbs } = simulator;
  const [backupServer] = config.backupServers;
  backupServer.endpoints = [{ url: pbs.url, fingerprint: pbs.fingerprint }];
  backupServer.token = { id: pbs.tokens.exporter.id, secret: { file: pbs.tokens.exporter.file } };
  for (const owner of [config.operator, ...config.tenants]) {
    owner.grafana.gatewayKey = { file: demoSecret(home, owner.grafana.gatewayKey.file) };
    if (owner.metricsToken) owner.metricsToken = { file: demoSecret(home, owner.metricsToken.file) };
  }
  config.mail.smtp.port = ports.SMTP;
  return config;
}

/** The file of a random secret, made on the first start. */
function demoSecret(home: string, name: string): string {
  const file = join(home, name);
  if (!existsSync(file)) {
    mkdirSync(join(home, 'secrets'), { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  }
  return file;
}
