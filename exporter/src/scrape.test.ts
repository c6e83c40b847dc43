import { allMetrics } from '@vigie/metrics/all';
import type { Collector } from './collectors/collector.ts';
import { collectors } from './collectors/index.ts';
import { textFormat } from './exposition-format.ts';
import type { Row } from './row.ts';
import { scrapeClusters, scrapeTenant } from './scrape.ts';
import { failing, fakeReader, guest, node, recorded, type FakeAnswers } from './testing/fake-reader.ts';
import { parseExposition } from './testing/parse-exposition.ts';
import { watchCluster } from './watched-cluster.ts';

const nobodyListens = () => undefined;
const scrape = async (worlds: FakeAnswers[], list: readonly Collector[] = collectors) =>
  (await scrapeClusters(worlds.map((world) => watchCluster(fakeReader(world))), list, nobodyListens)).render();
const samplesOf = async (...worlds: FakeAnswers[]) => parseExposition(await scrape(worlds));
const tenantOf = async (tenant: string, ...worlds: FakeAnswers[]) =>
  (await scrapeTenant(worlds.map((world) => watchCluster(fakeReader(world))), tenant)).render();

describe('scrapeClusters', () => {
  test.each(['unreachable', 'authentication', 'certificate'])('tells that Proxmox is %s, and nothing else of it', async (kind) => {
    const samples = await samplesOf({ resources: failing(kind), status: failing(kind), version: failing(kind) });
    const told = [...samples].filter(([key]) => !key.startsWith('pve_collector_duration_seconds'));
    expect(new Map(told)).toEqual(
      new Map([
        ['pve_up{cluster="demo",id="cluster/demo"}', 0],
        ...[...collectors, ...watchCluster(fakeReader({})).background].map(({ name }) => [`pve_collector_success{cluster="demo",collector="${name}"}`, 0] as const),
      ]),
    );
  });

  test('keeps what other collectors and clusters gave when one fails', async () => {
    const samples = await samplesOf({ cluster: 'a', status: failing('permission') }, { cluster: 'b', resources: failing('unreachable') });
    expect(samples.get('pve_collector_success{cluster="a",collector="guest"}')).toBe(1);
    expect(samples.get('pve_collector_success{cluster="a",collector="node"}')).toBe(0);
    expect(samples.get('pve_up{cluster="a",id="node/pve1"}')).toBe(1);
    expect(samples.get('pve_up{cluster="a",id="qemu/100",tenant=""}')).toBe(1);
    expect(samples.get('pve_up{cluster="b",id="cluster/b"}')).toBe(0);
    expect(samples.get('pve_up{cluster="a",id="cluster/a"}')).toBe(1);
  });

  test('survives a collector that throws at once', async () => {
    const broken: Collector = {
      name: 'broken',
      collect() {
        throw new Error('a mistake of ours');
      },
    };
    const samples = parseExposition(await scrape([{}], [broken, ...collectors]));
    expect(samples.get('pve_collector_success{cluster="demo",collector="broken"}')).toBe(0);
    expect(samples.get('pve_collector_success{cluster="demo",collector="guest"}')).toBe(1);
  });

  test('does not report the guests of a dead node as running, nor their last usage', async () => {
    const dead = { type: 'node', id: 'node/pve2', node: 'pve2', status: 'offline' };
    const samples = await samplesOf({ resources: [node('pve1'), dead, guest(100), guest(200, { node: 'pve2', pool: 'acme' })] });
    const of200 = [...samples].filter(([key]) => key.includes('qemu/200'));
    expect(of200.map(([key]) => key.split('{')[0]).sort()).toEqual([
      'pve_cpu_usage_limit',
      'pve_disk_size_bytes',
      'pve_guest_info',
      'pve_memory_size_bytes',
      'pve_up',
    ]);
    expect(samples.get('pve_up{cluster="demo",id="qemu/200",tenant="acme"}')).toBe(0);
    expect(samples.get('pve_up{cluster="demo",id="node/pve2"}')).toBe(0);
    expect(samples.get('pve_up{cluster="demo",id="qemu/100",tenant=""}')).toBe(1);
  });

  test('keeps names that tenants made up inside their label', async () => {
    const name = `x"} 1\npve_up{id="qemu/666"\\ ä😀${'y'.repeat(4096)}`;
    const text = await scrape([{ resources: [node('pve1'), guest(100, { name, tags: '"', pool: 'a\n"b' })] }]);
    expect([...parseExposition(text).keys()].filter((key) => key.includes('{id="qemu/666"'))).toEqual([]);
    expect(text.split('\n').every((line) => line === '' || /^(# |pve_)/.test(line))).toBe(true);
    expect(text).toContain(`name="${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`);
  });

  test('has series for the state that holds only', async () => {
    const samples = await samplesOf({ resources: [node('pve1'), guest(100, { lock: 'backup', hastate: 'error' }), guest(101)] });
    expect([...samples.keys()].filter((key) => key.includes('_state{'))).toEqual([
      'pve_ha_state{cluster="demo",id="qemu/100",state="error",tenant=""}',
      'pve_lock_state{cluster="demo",id="qemu/100",state="backup",tenant=""}',
    ]);
  });

  test('gives every series of a guest the same cluster and tenant', async () => {
    const samples = await samplesOf({ resources: [node('pve1'), guest(100, { pool: 'acme', lock: 'backup', hastate: 'started' })] });
    const ofGuest = [...samples.keys()].filter((key) => key.includes('"qemu/100"'));
    expect(ofGuest).toHaveLength(19);
    ofGuest.forEach((key) => expect(key).toMatch(/cluster="demo",id="qemu\/100",.*tenant="acme"/));
  });

  test('uses labels that the metric declares only', async () => {
    const declared = new Map(allMetrics.map(({ name, labels }) => [name, labels]));
    for (const key of (await samplesOf(recorded('two-nodes-ha'))).keys()) {
      const labels = [...key.matchAll(/(\w+)="/g)].map(([, label]) => label);
      const name = key.slice(0, key.indexOf('{'));
      labels.forEach((label) => expect(declared.get(name)).toContain(label));
    }
  });
});

describe('a large cluster', () => {
  const many = (count: number, more: (i: number) => Row = () => ({})) => Array.from({ length: count }, (_, i) => guest(1000 + i, more(i)));
  const idsIn = (text: string) => new Set(text.match(/"qemu\/\d+"/g));

  test('forgets 1,000 guests that were removed, at the next scrape', async () => {
    let clock = 0;
    const reader = fakeReader({ resources: [node('pve1'), ...many(1_500)] });
    const cluster = watchCluster(reader, { now: () => clock });
    const next = async () => {
      clock += 10_000;
      return (await scrapeClusters([cluster], collectors, nobodyListens)).render();
    };
    expect(idsIn(await next()).size).toBe(1_500);
    reader.answers.resources = [node('pve1'), ...many(500)];
    expect(idsIn(await next()).size).toBe(500);
    // Nothing of those before is kept either: they come back as others.
    reader.answers.resources = [node('pve1'), ...many(1_500, () => ({ name: '' }))];
    const names = [...(await next()).matchAll(/^pve_guest_info\{.*name="([^"]*)"/gm)].map(([, name]) => name);
    expect(names.filter((name) => name === '')).toHaveLength(1_000);
  });

  test('tells who a guest is by now, not who it was', async () => {
    let clock = 0;
    const reader = fakeReader({});
    const cluster = watchCluster(reader, { now: () => clock });
    const infoOf = async (more: Row) => {
      clock += 10_000;
      reader.answers.resources = [node('pve1'), node('pve2'), guest(100, more)];
      const text = (await scrapeClusters([cluster], collectors, nobodyListens)).render();
      expect(text).toContain(`pve_up{cluster="demo",id="qemu/100",tenant="${String(more.pool ?? '')}"} 1`);
      return /^pve_guest_info\{(.*)\} 1$/m.exec(text)?.[1];
    };
    const first = await infoOf({});
    expect(first).toBe('cluster="demo",id="qemu/100",tenant="",node="pve1",name="vm100",type="qemu",template="0",tags=""');
    const changes: [Row, string, string][] = [
      [{ pool: 'acme' }, 'tenant=""', 'tenant="acme"'],
      [{ node: 'pve2' }, 'node="pve1"', 'node="pve2"'],
      [{ name: 'web' }, 'name="vm100"', 'name="web"'],
      [{ tags: 'a;b' }, 'tags=""', 'tags="a;b"'],
      [{ template: 1 }, 'template="0"', 'template="1"'],
    ];
    for (const [more, before, after] of changes) {
      expect(await infoOf(more)).toBe(first?.replace(before, after));
      expect(await infoOf({})).toBe(first);
    }
  });

  test('is read once for eight scrapes at once, and each has all of it', async () => {
    const reader = fakeReader({ resources: [node('pve1'), ...many(1_000)] });
    const cluster = watchCluster(reader);
    const scrapes = await Promise.all(Array.from({ length: 8 }, () => scrapeClusters([cluster], collectors, nobodyListens)));
    expect(reader.reads).toEqual({ resources: 1, status: 1, version: 1 });
    // Rendered in turns, as they are when eight clients read at once.
    const streams = scrapes.map((out) => ({ chunks: out.chunks(textFormat)[Symbol.iterator](), text: '' }));
    for (let open = streams; open.length > 0; ) {
      const pieces = open.map((stream) => ({ stream, ...stream.chunks.next() }));
      for (const { stream, value } of pieces) stream.text += value?.toString() ?? '';
      open = pieces.filter(({ done }) => !done).map(({ stream }) => stream);
    }
    for (const { text } of streams) expect(parseExposition(text).size).toBe(parseExposition(streams[0]?.text ?? '').size);
    for (const { text } of streams) expect(idsIn(text).size).toBe(1_000);
  });

  test('a scrape that is still being sent does not see what is read after it', async () => {
    let clock = 0;
    const reader = fakeReader({ resources: [node('pve1'), ...many(1_000)] });
    const cluster = watchCluster(reader, { now: () => clock });
    const slow = await scrapeClusters([cluster], collectors, nobodyListens);
    clock += 10_000;
    reader.answers.resources = [node('pve1', { status: 'offline' }), ...many(1_000, () => ({ status: 'stopped', mem: 7 }))];
    await scrapeClusters([cluster], collectors, nobodyListens);
    const samples = parseExposition(slow.render());
    expect(samples.get('pve_up{cluster="demo",id="qemu/1999",tenant=""}')).toBe(1);
    expect(samples.get('pve_memory_usage_bytes{cluster="demo",id="qemu/1999",tenant=""}')).toBe(512);
  });
});

describe('scrapeTenant', () => {
  const resources = [
    node('pve1'),
    { type: 'storage', id: 'storage/pve1/local', node: 'pve1', status: 'available' },
    guest(100, { pool: 'acme' }),
    guest(200, { pool: 'globex', name: 'secret-project' }),
    guest(300, { pool: 'acme2' }),
    guest(400),
  ];

  test('has nothing of other tenants, of guests without a tenant, of nodes, storages and clusters', async () => {
    const text = await tenantOf('acme', { resources });
    expect(text).not.toMatch(/globex|secret-project|acme2|qemu\/[234]00|node\/|storage\/|cluster\//);
    const samples = parseExposition(text);
    samples.forEach((_value, key) => expect(key).toMatch(/id="qemu\/100",.*tenant="acme"/));
    expect(samples.size).toBe(17);
  });

  test('has what the background read of its guests, and of nobody else', async () => {
    const storages = [{ type: 'storage', id: 'storage/pve1/local', node: 'pve1', storage: 'local', content: 'backup', status: 'available' }];
    const backups = [100, 200].map((vmid) => ({ vmid, ctime: vmid, size: 1000 }));
    const cluster = watchCluster(fakeReader({ resources: [...resources, ...storages], backups }));
    for (const collector of cluster.background) await collector.refresh();
    const text = (await scrapeTenant([cluster], 'acme')).render();
    expect(text).not.toMatch(/qemu\/[234]00|pve_certificate|subject/);
    const samples = parseExposition(text);
    expect(samples.get('pve_guest_last_backup_timestamp_seconds{cluster="demo",id="qemu/100",tenant="acme"}')).toBe(100);
    expect(samples.get('pve_guest_backups{cluster="demo",id="qemu/100",tenant="acme"}')).toBe(1);
  });

  test('does not take the empty tenant for guests without a pool of someone', async () => {
    expect(await tenantOf('nobody', { resources })).toBe('');
  });

  test('keeps what one cluster gives while another is down', async () => {
    const text = await tenantOf('acme', { cluster: 'a', resources }, { cluster: 'b', resources: failing('unreachable') });
    expect(text).toContain('pve_up{cluster="a",id="qemu/100",tenant="acme"} 1');
  });

  test('fails when no cluster can be read', async () => {
    await expect(tenantOf('acme', { resources: failing('unreachable') })).rejects.toThrow('unreachable');
  });
});
