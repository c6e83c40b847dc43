import type { DiscoveryPass } from './discovery/discovery.ts';
import { Exposition } from './exposition/exposition.ts';
import { createOwnMetrics, type OwnMetrics } from './own-metrics.ts';
import { parseExposition } from './testing/parse-exposition.ts';

const pass = (complete: boolean, withoutAddress: [string, number][], sharedBy: string[] = []): DiscoveryPass => ({
  groups: [],
  shared: sharedBy.map((tenant) => ({ targets: ['10.10.0.1:9100'], labels: { cluster: 'demo', tenant } })),
  clusters: new Map([
    ['demo', { groups: [], withoutAddress: new Map(withoutAddress), missed: withoutAddress.map(([tenant], i) => ({ id: `qemu/${i}`, tenant })) }],
  ]),
  complete,
});

async function render(metrics: OwnMetrics): Promise<string> {
  const out = new Exposition();
  await metrics.addTo(out);
  return out.render();
}

test('does not keep the count of a tenant that has no monitored guest any more', async () => {
  const metrics = createOwnMetrics('1.2.3');
  metrics.discovered(pass(true, [['acme', 2]]));
  metrics.discovered(pass(true, [['globex', 1]]));
  const samples = parseExposition(await render(metrics));
  expect([...samples].filter(([key]) => key.startsWith('vigie_discovery_guests'))).toEqual([
    ['vigie_discovery_guests_without_address{cluster="demo",tenant="globex"}', 1],
  ]);
  expect(samples.get('vigie_exporter_build_info{version="1.2.3"}')).toBe(1);
});

test('names each guest without an address, and counts those whose address is not theirs alone', async () => {
  const metrics = createOwnMetrics('1.2.3');
  metrics.discovered(pass(true, [['gone', 1]], ['gone']));
  metrics.discovered(pass(true, [['acme', 1]], ['acme', 'globex', 'globex']));
  const samples = parseExposition(await render(metrics));
  expect([...samples].filter(([key]) => /without_address_info|shared_address/.test(key))).toEqual([
    ['vigie_discovery_guest_without_address_info{cluster="demo",id="qemu/0",tenant="acme"}', 1],
    ['vigie_discovery_guests_with_shared_address{cluster="demo",tenant="acme"}', 1],
    ['vigie_discovery_guests_with_shared_address{cluster="demo",tenant="globex"}', 2],
  ]);
});

test('a pass that missed a cluster is no success', async () => {
  const metrics = createOwnMetrics('1.2.3');
  metrics.discovered(pass(false, []));
  expect(parseExposition(await render(metrics)).get('vigie_discovery_last_success_timestamp_seconds{}')).toBe(0);
  metrics.discovered(pass(true, []));
  expect(parseExposition(await render(metrics)).get('vigie_discovery_last_success_timestamp_seconds{}')).toBeGreaterThan(1e9);
});

test('tells of the process and of Node.js, but not what must be sampled all the time', async () => {
  const text = await render(createOwnMetrics('1.2.3'));
  expect(text).toMatch(/^process_cpu_seconds_total{/m);
  expect(text).toMatch(/^nodejs_heap_size_used_bytes{/m);
  expect(text).not.toMatch(/eventloop/);
});
