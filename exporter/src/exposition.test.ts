import { allMetrics } from '@vigie/metrics/all';
import { guestMetrics } from '@vigie/metrics/guest';
import { resourceMetrics } from '@vigie/metrics/resource';
import { Exposition, labelText } from './exposition.ts';
import { openMetricsFormat, textFormat } from './exposition-format.ts';

describe('labelText', () => {
  test.each([
    ['a quote that would end the value', 'x"} 1\npve_up{id="y', 'x\\"} 1\\npve_up{id=\\"y'],
    ['a backslash before the end', 'x\\', 'x\\\\'],
    ['an escaped escape', '\\n', '\\\\n'],
    ['NUL', 'a\0b', 'a\ufffdb'],
    ['a lone surrogate', 'a\ud800b', 'a\ufffdb'],
    ['UTF-8', 'ä€😀', 'ä€😀'],
    ['a carriage return', 'a\rb', 'a\rb'],
    ['4 KiB', '"'.repeat(4096), '\\"'.repeat(4096)],
  ])('escapes %s', (_what, value, escaped) => {
    expect(labelText({ name: value })).toBe(`name="${escaped}"`);
  });
});

describe('Exposition', () => {
  test('gives HELP and TYPE once per family, in the order of the registry', () => {
    const out = new Exposition();
    out.add(guestMetrics.info, 'id="qemu/1"', 1);
    out.add(resourceMetrics.up, 'id="qemu/1"', 1);
    out.add(guestMetrics.info, 'id="qemu/2"', 1);
    const lines = out.render().split('\n');
    expect(lines.filter((line) => line.startsWith('# TYPE'))).toEqual(['# TYPE pve_up gauge', '# TYPE pve_guest_info gauge']);
    expect(lines.at(-1)).toBe('');
    expect(lines).toHaveLength(8);
  });

  test('leaves out what is not known', () => {
    const out = new Exposition();
    out.addIfKnown(resourceMetrics.uptime, '', undefined);
    expect(out.render()).toBe('');
  });

  test.each([
    [1e21, '1e+21'],
    [0.0376449526300941, '0.0376449526300941'],
    [Infinity, '+Inf'],
    [-Infinity, '-Inf'],
    [NaN, 'NaN'],
  ])('writes %d as Prometheus reads it', (value, text) => {
    const out = new Exposition();
    out.add(resourceMetrics.uptime, '', value);
    expect(out.render()).toContain(`pve_uptime_seconds{} ${text}\n`);
  });

  test('has each of more samples than one piece holds, in order, whichever way they were added', () => {
    const things = Array.from({ length: 5_000 }, (_, i) => ({ labels: `id="${i}"`, size: i }));
    const out = new Exposition();
    for (const { labels, size } of things) out.add(resourceMetrics.up, labels, size);
    out.addEach(resourceMetrics.uptime, things, ({ size }) => (size % 2 === 0 ? size : undefined), ({ labels }) => `${labels},more=""`);
    const lines = out.render().split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines).toEqual([
      ...things.map(({ size }) => `pve_up{id="${size}"} ${size}`),
      ...things.filter(({ size }) => size % 2 === 0).map(({ size }) => `pve_uptime_seconds{id="${size}",more=""} ${size}`),
    ]);
  });

  test('keeps a label whole that is longer than a piece', () => {
    const out = new Exposition();
    const name = '€😀'.repeat(100_000);
    out.add(resourceMetrics.up, labelText({ id: '1' }), 1);
    out.add(resourceMetrics.up, labelText({ id: '2', name }), 1);
    out.add(resourceMetrics.up, labelText({ id: '3' }), 1);
    expect(out.render().split('\n').slice(2)).toEqual(['pve_up{id="1"} 1', `pve_up{id="2",name="${name}"} 1`, 'pve_up{id="3"} 1', '']);
  });

  test('says nothing of a metric for which nothing is known', () => {
    const out = new Exposition();
    out.addEach(resourceMetrics.uptime, [{ labels: '' }], () => undefined);
    expect(out.render()).toBe('');
  });
});

describe('OpenMetrics', () => {
  const all = new Exposition();
  for (const metric of allMetrics) all.add(metric, '', 1);
  all.addPart({ name: 'x_seconds', type: 'histogram', help: 'Says "x".' }, 'x_seconds_bucket', 'le="+Inf"', 1);
  const lines = all.render(openMetricsFormat).trimEnd().split('\n');
  const told = (what: string) => lines.filter((line) => line.startsWith(`# ${what} `)).map((line) => line.split(' ').slice(2));

  test('names each family once, and ends', () => {
    const families = told('TYPE').map(([family]) => family);
    expect(new Set(families).size).toBe(families.length);
    expect(lines.at(-1)).toBe('# EOF');
    expect(lines.indexOf('# EOF')).toBe(lines.length - 1);
  });

  test('a counter is named without _total and its sample with it, unless that is the name of another', () => {
    const types = new Map(told('TYPE').map(([family = '', type]) => [family, type]));
    const counters = [...types].filter(([, type]) => type === 'counter').map(([family]) => family);
    expect(counters).toContain('pve_disk_written_bytes');
    for (const family of counters) expect(lines).toContain(`${family}_total{} 1`);
    expect(types.get('pve_network_transmit_bytes')).toBe('gauge');
    expect(types.get('pve_network_transmit_bytes_total')).toBe('unknown');
  });

  test('has the same samples as the text format', () => {
    const samples = (text: readonly string[]) => text.filter((line) => line !== '' && !line.startsWith('#'));
    expect(samples(lines)).toEqual(samples(all.render(textFormat).split('\n')));
  });

  test('tells a unit of a family that is named after it only, and escapes quotes in the help', () => {
    for (const [family, unit] of told('UNIT')) expect(family).toMatch(new RegExp(`_${unit}$`));
    expect(told('UNIT')).toContainEqual(['pve_disk_size_bytes', 'bytes']);
    expect(lines).toContain('# HELP x_seconds Says \\"x\\".');
  });
});

test.each(allMetrics.map((metric) => [metric.name, metric] as const))('%s has a type that OpenMetrics knows', (_name, metric) => {
  const [, type] = /^# TYPE \S+ (\S+)$/m.exec(openMetricsFormat.head(metric, new Set())) ?? [];
  expect(['gauge', 'counter', 'histogram', 'unknown']).toContain(type);
});
