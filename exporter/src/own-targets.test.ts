import { createOwnTargets, type OwnTargetParts } from './own-targets.ts';

const parts: OwnTargetParts = {
  names: { clusters: ['demo', 'lab'], 'backup-servers': ['main'], tenants: ['acme'] },
  address: undefined,
  listening: () => '127.0.0.1:9221',
  isTls: () => false,
};

test('each list has one target for each name, told apart by its path, its parameter and its instance', () => {
  const ownTargets = createOwnTargets(parts);
  expect(ownTargets('clusters', 'exporter:9221')).toEqual([
    { targets: ['exporter:9221'], labels: { __metrics_path__: '/pve', __param_target: 'demo', instance: 'demo' } },
    { targets: ['exporter:9221'], labels: { __metrics_path__: '/pve', __param_target: 'lab', instance: 'lab' } },
  ]);
  expect(ownTargets('backup-servers', 'exporter:9221')).toEqual([
    { targets: ['exporter:9221'], labels: { __metrics_path__: '/pbs', __param_target: 'main', instance: 'main' } },
  ]);
  expect(ownTargets('tenants', 'exporter:9221')).toEqual([
    { targets: ['exporter:9221'], labels: { __metrics_path__: '/tenants/acme/metrics', instance: 'acme' } },
  ]);
});

test('no target has a label that our series have too', () => {
  const ownTargets = createOwnTargets(parts);
  for (const job of ['clusters', 'backup-servers', 'tenants'] as const) {
    for (const { labels } of ownTargets(job)) expect(Object.keys(labels).filter((name) => !name.startsWith('__'))).toEqual(['instance']);
  }
});

test('with TLS Prometheus is told to use it', () => {
  expect(createOwnTargets({ ...parts, isTls: () => true })('tenants')[0]?.labels.__scheme__).toBe('https');
});

test.each(['a b', 'x/../y', '', 'user@host', 'host:99999999', '"', 'a\nb'])('the host %j is not repeated', (host) => {
  expect(createOwnTargets(parts)('clusters', host)[0]?.targets).toEqual(['127.0.0.1:9221']);
});

test('a configured address comes before all', () => {
  expect(createOwnTargets({ ...parts, address: 'exporter.example:443' })('clusters', 'other:1')[0]?.targets).toEqual(['exporter.example:443']);
});
