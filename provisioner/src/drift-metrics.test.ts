import { driftKind } from '@vigie/contract/drift';
import { driftMetrics as definitions } from '@vigie/metrics/drift';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { driftMetrics } from './drift-metrics.ts';
import type { DriftFigures } from './store/drift-figures.ts';

async function scrape(read: () => Promise<DriftFigures>): Promise<string[]> {
  const registry = new Registry();
  driftMetrics({ registry, clusters: ['demo', 'lyon'], read, log: pino({ level: 'silent' }) });
  return (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

const none: DriftFigures = { items: [], checkedAt: new Map(), syncedAt: new Map() };

test('every cluster has every kind at 0, and was never read', async () => {
  const lines = await scrape(async () => none);
  expect(lines).toHaveLength(2 * driftKind.options.length + 4);
  expect(lines.every((line) => line.endsWith(' 0'))).toBe(true);
  for (const { name, labels } of Object.values(definitions)) {
    const [line] = lines.filter((each) => each.startsWith(`${name}{`));
    expect([...(line ?? '').matchAll(/[{,](\w+)="/g)].map(([, label]) => label)).toEqual([...labels]);
  }
});

test('what was found and when; nothing of a cluster that left vigie.yaml', async () => {
  const at = new Map([['demo', new Date(1_700_000_000_000)], ['former', new Date()]]);
  const lines = await scrape(async () => ({
    items: [{ cluster: 'demo', kind: 'vm-missing', count: 2 }, { cluster: 'former', kind: 'vm-missing', count: 1 }], checkedAt: at, syncedAt: new Map(),
  }));
  expect(lines).toEqual(expect.arrayContaining([
    'vigie_drift_items{cluster="demo",kind="vm-missing"} 2',
    'vigie_drift_items{cluster="lyon",kind="vm-missing"} 0',
    'vigie_drift_last_check_timestamp_seconds{cluster="demo"} 1700000000',
    'vigie_drift_last_check_timestamp_seconds{cluster="lyon"} 0',
    'vigie_vm_sync_last_timestamp_seconds{cluster="demo"} 0',
  ]));
  expect(lines.filter((line) => line.includes('former'))).toEqual([]);
});

test('without the database there is no figure at all', async () => {
  expect(await scrape(() => Promise.reject(new Error('connection refused')))).toEqual([]);
});
