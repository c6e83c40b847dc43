import { readdirSync } from 'node:fs';
import { allMetrics, metricAreas } from './all.ts';
import { pbsCollectors, pveCollectors } from './collectors.ts';

const helpers = ['all', 'collectors', 'definition', 'render-docs'];
const camelCase = (name: string) => name.replace(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());

describe('the metrics registry', () => {
  test('holds every area file of the folder', async () => {
    const areas = readdirSync(new URL('.', import.meta.url))
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => file.slice(0, -3))
      .filter((name) => !helpers.includes(name));
    const registered = metricAreas.map(({ metrics }) => metrics);
    for (const area of areas) {
      const module = (await import(`./${area}.ts`)) as Record<string, unknown>;
      expect(registered).toContain(module[`${camelCase(area)}Metrics`]);
    }
    expect(registered).toHaveLength(areas.length);
  });

  test('gives each name once', () => {
    const names = allMetrics.map(({ name }) => name);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  test.each(allMetrics.map((metric) => [metric.name, metric] as const))('%s has a valid name, labels and suffix', (name, metric) => {
    expect(name).toMatch(/^(pve|pbs|vigie)_[a-z0-9]+(_[a-z0-9]+)*$/);
    metric.labels.forEach((label) => expect(label).toMatch(/^[a-z][a-z0-9_]*$/));
    expect(new Set(metric.labels).size).toBe(metric.labels.length);
    expect(metric.help).toMatch(/^[A-Z][^\n]*\.$/);
    expect(name.endsWith('_total')).toBe(metric.type === 'counter' || metric.type === 'untyped');
    expect(name.endsWith('_info')).toBe(metric.unit === 'info');
    if (metric.unit === 'timestamp') expect(name).toMatch(/_timestamp_seconds$/);
  });

  test('gives every series of Proxmox the cluster', () => {
    expect(allMetrics.filter(({ name, labels }) => name.startsWith('pve_') && !labels.includes('cluster'))).toEqual([]);
  });

  test('names every collector in some area', () => {
    const named = new Set(metricAreas.flatMap(({ collectors }) => Object.values(collectors ?? {})));
    for (const facts of [...Object.values(pveCollectors), ...Object.values(pbsCollectors)]) expect(named).toContain(facts);
  });
});
