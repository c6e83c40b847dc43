import { allMetrics } from '@vigie/metrics/all';
import { guestMetrics } from '@vigie/metrics/guest';
import { resourceMetrics } from '@vigie/metrics/resource';
import { Exposition, labelText } from './exposition.ts';
import { openMetricsFormat } from './exposition-format.ts';

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
});

test.each(allMetrics.map((metric) => [metric.name, metric] as const))('%s has a type that OpenMetrics knows', (_name, metric) => {
  const [, type] = /^# TYPE \S+ (\S+)$/m.exec(openMetricsFormat.head(metric, new Set())) ?? [];
  expect(['gauge', 'counter', 'histogram', 'unknown']).toContain(type);
});
