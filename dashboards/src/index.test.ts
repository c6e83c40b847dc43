import { readdirSync, readFileSync } from 'node:fs';
import { checkQuery } from './check-query.ts';
import { dashboards } from './index.ts';
import { panelQueries, variableQueries, withVariables, type DashboardFile } from './queries.ts';

const folder = new URL('..', import.meta.url);
const files = dashboards.map(({ name }) => ({
  name,
  dashboard: JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as DashboardFile,
}));

test('the registry and the folder agree', () => {
  const committed = readdirSync(folder).filter((file) => file.endsWith('.json') && file !== 'package.json');
  expect(committed.sort()).toEqual(dashboards.map(({ name }) => `${name}.json`).sort());
});

test('no two dashboards have one uid', () => {
  expect(new Set(files.map(({ dashboard }) => dashboard.uid)).size).toBe(files.length);
});

describe.each(files)('$name', ({ dashboard }) => {
  const panels = dashboard.panels.filter(({ type }) => type !== 'row');
  const own = Object.fromEntries(dashboard.templating.list.map(({ name }) => [name, 'value']));
  const values = { ...own, __rate_interval: '1m' };

  test('can be found and linked to', () => {
    expect(dashboard.uid).toMatch(/^vigie-[a-z-]{2,34}$/);
    expect(dashboard.tags).toContain('vigie');
    expect(dashboard.description).toMatch(/\.$/);
  });

  test('asks the Prometheus that is chosen, and no other', () => {
    const sources = panels.flatMap(({ datasource, targets = [] }) => [datasource, ...targets.map((target) => target.datasource)]);
    expect(new Set(sources.map((source) => source?.uid))).toEqual(new Set(['${datasource}']));
  });

  test('says of every panel what it shows, and in which unit', () => {
    const units = (panel: (typeof panels)[number]) => [
      ...(panel.fieldConfig?.defaults.unit ? ['default'] : []),
      ...(panel.fieldConfig?.overrides ?? []).flatMap(({ properties }) => properties.filter(({ id }) => id === 'unit')),
    ];
    expect(panels.filter((panel) => !panel.description?.endsWith('.') || units(panel).length === 0).map(({ title }) => title)).toEqual([]);
  });

  test('gives every panel a title of its own within the width of the page', () => {
    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
    expect(panels.filter(({ gridPos: { x, w } }) => x + w > 24).map(({ title }) => title)).toEqual([]);
  });

  test('asks for nothing but metrics and labels that exist, of the chosen clusters and tenants', () => {
    const problems = panelQueries(dashboard).flatMap((query) => checkQuery({ ...query, expr: withVariables(query.expr, values) }));
    expect(problems).toEqual([]);
  });

  test('fills its variables from metrics and labels that exist', () => {
    const problems = variableQueries(dashboard).flatMap((query) => checkQuery({ ...query, expr: withVariables(query.expr, values) }));
    // A variable offers all of the label that it is about.
    expect(problems.filter((problem) => !/asked for every/.test(problem))).toEqual([]);
  });
});
