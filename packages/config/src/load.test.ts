import { resolve } from 'node:path';
import { loadConfig } from './load.ts';
import { mistakesOf } from './testing/example.ts';

const exampleFile = resolve('vigie.example.yaml');

describe('vigie.yaml', () => {
  test('the example has no mistake', () => {
    expect(loadConfig(exampleFile).config.clusters[0]?.name).toBe('demo');
  });

  test('three mistakes are listed at once, with their paths', () => {
    const mistakes = mistakesOf((config) => {
      config.clusters[0].token.secret = 'in-the-open';
      config.tenants[1].email = 'nobody';
      config.exporter.listen.prot = 9000;
    });
    expect(mistakes).toHaveLength(3);
    expect(mistakes[0]).toMatch(/^clusters\[0\]\.token\.secret: give a secret as/);
    expect(mistakes[1]).toMatch(/^tenants\[1\]\.email: /);
    expect(mistakes[2]).toBe('exporter.listen.prot: unknown key');
  });

  test('a secret in the open is not repeated in the message', () => {
    const mistakes = mistakesOf((config) => (config.tenants[0].metricsToken = 'hunter2-hunter2'));
    expect(mistakes.join()).not.toContain('hunter2');
  });

  test('overlapping super-networks are refused', () => {
    const mistakes = mistakesOf((config) => config.networks.superNetworks.push({ cidr: '10.10.128.0/17', kind: 'enterprise' }));
    expect(mistakes).toEqual(['networks.superNetworks[3].cidr: overlaps 10.10.0.0/16']);
  });

  test('whoever may reach all machines is no tenant, and a network without bits of hosts', () => {
    const mistakes = mistakesOf((config) => (config.clusters[0].isolation = { allowFrom: ['203.0.113.10', '10.11.5.9', '0.0.0.0/0', '203.0.113.1/28'] }));
    expect(mistakes).toEqual([
      'clusters[0].isolation.allowFrom[2]: not an IPv4 address or network, such as 203.0.113.10 or 203.0.113.0/28',
      'clusters[0].isolation.allowFrom[3]: the address is not the start of the network',
    ]);
    expect(mistakesOf((config) => (config.clusters[0].isolation = { allowFrom: ['203.0.113.10', '10.11.5.9', '172.16.0.0/12'] }))).toEqual([
      'clusters[0].isolation.allowFrom[1]: overlaps 10.11.0.0/16, from which tenants get their networks',
      'clusters[0].isolation.allowFrom[2]: overlaps 172.16.0.0/16, from which tenants get their networks',
    ]);
  });

  test('a key of an ISO that is a template too is refused', () => {
    expect(mistakesOf((config) => (config.clusters[0].isos['debian-13'] = { volume: 'local:iso/x.iso' }))).toEqual([
      'clusters[0].isos.debian-13: cluster demo has a template of that name too: give the ISO another one',
    ]);
  });

  test('an operating system without a template in a cluster is refused', () => {
    const mistakes = mistakesOf((config) => delete config.clusters[0].templates['ubuntu-24.04']);
    expect(mistakes[0]).toBe('catalogue.offers[0].options.os[1].value: cluster demo has no template and no ISO "ubuntu-24.04" (it has: debian-13, debian-13-iso)');
  });

  test('two tenants cannot share an id or an organisation', () => {
    const mistakes = mistakesOf((config) => {
      config.tenants[1].id = 'acme';
      config.tenants[1].grafana.orgId = 1;
    });
    expect(mistakes).toEqual(['tenants[1].id: acme is used twice', 'tenants[1].grafana.orgId: 1 is used twice']);
  });

  test('a backup server is trusted and named as a cluster is, and is not needed', () => {
    const mistakes = mistakesOf((config) => {
      const [server] = config.backupServers;
      config.backupServers.push({ ...server, endpoints: [{ url: 'https://pbs.example:8007' }] });
      server.endpoints[0] = { url: 'http://pbs.example:8007', fingerprint: 'AA' };
    });
    expect(mistakes.map((mistake) => mistake.split(': ')[0])).toEqual([
      'backupServers[0].endpoints[0].url',
      'backupServers[0].endpoints[0].fingerprint',
    ]);
    expect(mistakesOf((config) => config.backupServers.push(config.backupServers[0]))).toEqual(['backupServers[1].name: main is used twice']);
    expect(mistakesOf((config) => delete config.backupServers)).toEqual([]);
  });

  test('the lab shares nothing with tenants: not the VMIDs, not the zone, not a pool', () => {
    const mistakes = mistakesOf((config) => {
      config.clusters[0].lab = { vmids: { from: 29_900, to: 30_100 }, zone: 'vigie', pool: 'acme' };
    });
    expect(mistakes).toEqual([
      'clusters[0].lab.vmids: overlaps clusters[0].vmids (20000 to 29999)',
      "clusters[0].lab.zone: vigie is the zone of the tenants' networks",
      "clusters[0].lab.pool: acme is a tenant's pool",
    ]);
  });

  test('a file that is missing or no YAML says so', () => {
    expect(() => loadConfig('/nowhere/vigie.yaml')).toThrow(/cannot be read/);
    expect(() => loadConfig(resolve('LICENSE'))).toThrow(/mistake/);
  });
});
