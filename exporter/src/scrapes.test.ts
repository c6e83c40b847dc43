import { watchBackupServer } from './backup-server.ts';
import { createOwnMetrics } from './own-metrics.ts';
import type { PveReader } from './pve-reader.ts';
import { createScrapes } from './scrapes.ts';
import { fakePbs } from './testing/fake-pbs.ts';
import { failing, fakeReader, guest, node, proxmoxError, storage } from './testing/fake-reader.ts';
import { parseExposition } from './testing/parse-exposition.ts';
import { watchCluster, type WatchedCluster } from './watched-cluster.ts';

const all = { cluster: true, node: true };
const budgetMs = 60_000;

/** Clusters with these readers, the first with the endpoints pve1.example and 192.0.2.2, each of which was read in the background once. */
async function setUp(...readers: PveReader[]) {
  const clusters = readers.map((reader) => watchCluster(reader, { updates: true }));
  for (const { background } of clusters) for (const collector of background) await collector.refresh();
  return { clusters, scrapes: over(clusters) };
}
function over(clusters: readonly WatchedCluster[]) {
  const endpoints = (i: number) => (i === 0 ? ['https://pve1.example:8006', 'https://192.0.2.2:8006'] : [`https://other${i}:8006`]);
  const backupServers = ['main', 'spare'].map((server) =>
    watchBackupServer(
      { ...fakePbs({ '/status/datastore-usage': [{ store: `of-${server}`, total: 10, used: 5, avail: 5 }] }), server },
      () => undefined,
      { urls: [], concurrency: 2 },
    ),
  );
  const named = (name: string, urls: string[]) => ({ name, endpoints: urls.map((url) => ({ url })) });
  const config = {
    clusters: clusters.map(({ snapshot: { cluster } }, i) => named(cluster, endpoints(i))),
    backupServers: ['main', 'spare'].map((server) => named(server, [`https://${server}.example:8007`])),
  };
  return {
    backupServers,
    ...createScrapes({ config: config as unknown as Parameters<typeof createScrapes>[0]['config'], clusters, backupServers, metrics: createOwnMetrics('1'), report: () => undefined }),
  };
}
type Scrapes = ReturnType<typeof over>;
const samplesOf = async ({ scrapeCluster }: Scrapes, target: string | undefined, wanted = all) =>
  parseExposition((await scrapeCluster(target, wanted, budgetMs))?.render() ?? '');
const keysOf = (samples: Map<string, number>, pattern: RegExp) => [...samples.keys()].filter((key) => pattern.test(key));

describe('the scrape of a target', () => {
  const twoNodes = () =>
    fakeReader({
      resources: [node('pve1'), node('pve2'), guest(100), guest(200, { node: 'pve2' }), storage('storage/pve1/local')],
      status: [{ type: 'node', name: 'pve1', nodeid: 1, ip: '192.0.2.1' }, { type: 'node', name: 'pve2', nodeid: 2, ip: '192.0.2.2' }],
    });

  test('is of that cluster only, and not of the exporter itself', async () => {
    const { scrapes } = await setUp(twoNodes(), fakeReader({ cluster: 'other' }));
    const samples = await samplesOf(scrapes, 'other');
    expect(samples.get('pve_up{cluster="other",id="cluster/other"}')).toBe(1);
    expect(keysOf(samples, /demo|nodejs_|process_|vigie_|pbs_/)).toEqual([]);
    expect(await scrapes.scrapeCluster('nowhere', all, budgetMs)).toBeNull();
    expect(await scrapes.scrapeCluster(undefined, all, budgetMs)).toBeNull();
  });

  test('may leave out what is of the cluster, or what is of the nodes', async () => {
    const { scrapes } = await setUp(twoNodes());
    const [both, cluster, nodes, none] = await Promise.all([
      samplesOf(scrapes, 'demo'),
      samplesOf(scrapes, 'demo', { cluster: true, node: false }),
      samplesOf(scrapes, 'demo', { cluster: false, node: true }),
      samplesOf(scrapes, 'demo', { cluster: false, node: false }),
    ]);
    const data = (samples: Map<string, number>) => keysOf(samples, /^(?!pve_collector_)/);
    expect(keysOf(cluster, /^pve_(up|guest_info|certificate_expiry)/).length).toBeGreaterThan(3);
    expect(keysOf(cluster, /^pve_onboot_status/)).toEqual([]);
    expect(keysOf(nodes, /^pve_onboot_status/)).toHaveLength(2);
    expect(keysOf(nodes, /^pve_(up|guest_info|certificate_expiry)/)).toEqual([]);
    expect(none.size).toBe(0);
    expect([...data(cluster), ...data(nodes)].sort()).toEqual(data(both).sort());
  });

  test('by the address of a node tells the facts of nodes of that node only, and the cluster whole', async () => {
    const { scrapes } = await setUp(twoNodes());
    for (const [target, id] of [['192.0.2.2', 'qemu/200'], ['pve1.example:8006', 'qemu/100']]) {
      const samples = await samplesOf(scrapes, target);
      expect(keysOf(samples, /^pve_onboot_status/)).toEqual([expect.stringContaining(`id="${id}"`)]);
      expect(keysOf(samples, /^pve_guest_info/)).toHaveLength(2);
    }
  });

  test('of a backup server is of that server only', async () => {
    const { scrapes } = await setUp(fakeReader({}));
    for (const { background } of scrapes.backupServers) for (const { refresh } of background) await refresh();
    const samples = parseExposition(scrapes.scrapeBackupServer('spare.example')?.render() ?? '');
    expect(samples.get('pbs_datastore_used_bytes{datastore="of-spare",server="spare"}')).toBe(5);
    expect(keysOf(samples, /main/)).toEqual([]);
    expect(scrapes.scrapeBackupServer('demo')).toBeNull();
  });
});

test('scrapes of different targets at once do not mix, whichever ends first', async () => {
  const gate = Promise.withResolvers<void>();
  const of = (cluster: string, ready: Promise<void> = Promise.resolve()) =>
    watchCluster(fakeReader({ cluster, resources: () => ready.then(() => [node('pve1'), guest(100, { name: `secret-of-${cluster}` })]) }));
  const scrapes = over([of('a', gate.promise), of('b')]);
  const slow = samplesOf(scrapes, 'a');
  const quick = await Promise.all([samplesOf(scrapes, 'b'), samplesOf(scrapes, 'b')]);
  gate.resolve();
  for (const [cluster, samples] of [['a', await slow], ['b', quick[0]], ['b', quick[1]]] as const) {
    expect(samples.get(`pve_up{cluster="${cluster}",id="cluster/${cluster}"}`)).toBe(1);
    expect(keysOf(samples, new RegExp(cluster === 'a' ? 'cluster="b"|secret-of-b' : 'cluster="a"|secret-of-a'))).toEqual([]);
  }
});

describe('what hangs', () => {
  // It ends with the test, so that no deadline outlives it.
  let end = Promise.withResolvers<unknown>();
  const never = () => end.promise;
  beforeEach(() => void (end = Promise.withResolvers()));
  afterEach(() => end.resolve([]));

  test('does not hold up the rest of a scrape beyond its time', async () => {
    const scrapes = over([watchCluster(fakeReader({ status: never }))]);
    const out = await scrapes.scrapeCluster('demo', all, 20);
    const samples = parseExposition(out?.render() ?? '');
    expect(samples.get('pve_collector_success{cluster="demo",collector="guest"}')).toBe(1);
    expect(samples.get('pve_collector_success{cluster="demo",collector="node"}')).toBe(0);
    expect(samples.get('pve_up{cluster="demo",id="node/pve1"}')).toBe(1);
    expect(samples.get('pve_up{cluster="demo",id="cluster/demo"}')).toBe(1);
  });

  test('as a whole is told before Prometheus gives up, and other clusters are whole', async () => {
    const scrapes = over([watchCluster(fakeReader({ cluster: 'a', resources: never })), watchCluster(fakeReader({ cluster: 'b' }))]);
    const samples = parseExposition((await scrapes.scrapeAll(20)).render());
    expect(samples.get('pve_up{cluster="a",id="cluster/a"}')).toBe(0);
    expect(samples.get('pve_up{cluster="b",id="qemu/100",tenant=""}')).toBe(1);
    expect((await scrapes.scrapeTenant('acme', 20)).render()).toBe('');
  });
});

describe('403 on one endpoint', () => {
  const reader = fakeReader({});
  const endpoints = Object.keys(reader).filter((key) => typeof reader[key as keyof PveReader] === 'function');

  test.each(endpoints)('%s leaves the rest as it is', async (endpoint) => {
    const world = { resources: [node('pve1'), guest(100, { tags: 'monitored' }), storage('storage/pve1/local')], ipam: [{ vmid: 100, ip: '10.10.0.1' }] };
    const whole = await samplesOf((await setUp(fakeReader(world))).scrapes, 'demo');
    const refused = { ...fakeReader(world), [endpoint]: () => Promise.reject(proxmoxError('permission')) };
    const { scrapes } = await setUp(refused);
    const samples = await samplesOf(scrapes, 'demo');
    const failed = keysOf(samples, /^pve_collector_success/).filter((key) => samples.get(key) === 0);
    const succeeded = keysOf(samples, /^pve_collector_success/).filter((key) => samples.get(key) === 1);
    // An endpoint that no collector needs is one of discovery.
    expect(failed.length > 0 || endpoint === 'ipamStatus').toBe(true);
    expect(samples.get('pve_up{cluster="demo",id="cluster/demo"}')).toBe(endpoint === 'resources' ? 0 : 1);
    if (endpoint === 'resources') return;
    expect(succeeded.length).toBeGreaterThan(0);
    expect(keysOf(samples, /^pve_(up|guest_info|cpu_usage_ratio|storage_info)/).sort()).toEqual(keysOf(whole, /^pve_(up|guest_info|cpu_usage_ratio|storage_info)/).sort());
  });
});

test('a cluster that is down is not a scrape that fails', async () => {
  const scrapes = over([watchCluster(fakeReader({ resources: failing('unreachable'), status: failing('unreachable'), version: failing('unreachable') }))]);
  expect((await samplesOf(scrapes, undefined)).get('pve_up{cluster="demo",id="cluster/demo"}')).toBe(0);
});
