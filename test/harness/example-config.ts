import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';

/** vigie.example.yaml on free ports, with secrets that exist in `home`, and `cluster` merged into its one cluster. No backup server. */
export function exampleConfig(home: string, cluster: Record<string, unknown>): Record<string, any> {
  const config = load(readFileSync('vigie.example.yaml', 'utf8')) as Record<string, any>;
  mkdirSync(join(home, 'secrets'), { recursive: true });
  for (const name of ['pve-provisioner', 'pve-exporter', 'gateway-operator', 'gateway-acme', 'gateway-globex', 'metrics-acme', 'metrics-globex']) {
    writeFileSync(join(home, 'secrets', name), `${name}-of-this-test`);
  }
  Object.assign(config.clusters[0], cluster);
  config.backupServers = [];
  config.provisioner.listen.port = 0;
  config.exporter.listen.port = 0;
  return config;
}

/** Writes a configuration into `home`, beside the secrets that it names. */
export function writeConfig(home: string, config: Record<string, unknown>, name = 'vigie.yaml'): string {
  const file = join(home, name);
  writeFileSync(file, dump(config));
  return file;
}
