import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { load } from 'js-yaml';
import { allMetrics } from '@vigie/metrics/all';
import { ruleFiles, type Rule } from '../harness/alert-rules.ts';
import { readPromql } from '../harness/promql.ts';

const files = ruleFiles();
const alerts = files.flatMap(({ area, rules }) => rules.filter(({ alert }) => alert).map((rule) => ({ area, ...rule, alert: rule.alert! })));
const records = files.flatMap(({ rules }) => rules.filter(({ record }) => record));

/** What Prometheus adds to every series. */
const targetLabels = ['job', 'instance'];
const known = new Map<string, readonly string[]>([
  ['up', targetLabels],
  ...allMetrics.map(({ name, labels }): [string, string[]] => [name, [...labels, ...targetLabels]]),
]);
/** A recording has no label that its expression does not name. */
for (const { record, expr } of records) known.set(record!, readPromql(expr).labelUses.map(({ label }) => label));

/** Metrics and labels in the expression that nobody defines. */
function unknownIn(expr: string): string[] {
  const { metrics, labelUses, madeLabels } = readPromql(expr);
  const has = (metric: string, label: string) => known.get(metric)?.includes(label) ?? false;
  return [
    ...metrics.filter((metric) => !known.has(metric)),
    ...labelUses
      .filter(({ label, groups }) => !madeLabels.includes(label) && !groups.every((group) => group.some((metric) => has(metric, label))))
      .map(({ label, groups }) => `label ${label} of ${groups.map((group) => group.join('|')).join(' and ')}`),
  ];
}

test('a metric or label that is not defined is found', () => {
  expect(unknownIn('pve_upp == 0')).toEqual(['pve_upp']);
  expect(unknownIn('pve_up{tenantt="a"}')).toEqual(['label tenantt of pve_up']);
  expect(unknownIn('sum by (quorate) (pve_up)')).toEqual(['label quorate of pve_up']);
  expect(unknownIn('pve_up and on (cluster, node) pve_guest_info')).toEqual(['label node of pve_up and pve_guest_info']);
  expect(unknownIn('pve_up * on (id) group_left (tags, level) pve_guest_info')).toEqual(['label level of pve_guest_info']);
  expect(() => unknownIn('pve_up{')).toThrow('not PromQL');
});

test.each(files.flatMap(({ rules }) => rules.map((rule): [string, Rule] => [rule.alert ?? rule.record!, rule])))(
  '%s reads only what packages/metrics defines',
  (_name, { expr }) => expect(unknownIn(expr)).toEqual([]),
);

test('no alert has the name of another', () => {
  const names = alerts.map(({ alert }) => alert);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

test.each(alerts.map((rule) => [rule.alert, rule] as const))('%s says what it is, how bad, and where to read on', (name, rule) => {
  expect(['critical', 'warning', 'none']).toContain(rule.labels?.severity);
  // One bad scrape is no alert; what is sent to nobody may be at once.
  if (rule.labels?.severity !== 'none') expect(rule.for).toMatch(/^\d+[mh]$/);
  expect(rule.annotations?.runbook_url).toBe(`https://vigie.example/runbooks/${name}.md`);
  expect(rule.annotations?.summary).toMatch(/\S/);
  expect(rule.annotations?.description).toMatch(/\.$/);
  const runbook = readFileSync(`docs/runbooks/${name}.md`, 'utf8');
  expect([...runbook.matchAll(/^#+ .*$/gm)].map(([heading]) => heading)).toEqual([
    `# ${name}`, '## What it means', '## How to check', '## How to mend', '## When it resolves',
  ]);
});

test.each(alerts.map((rule) => [rule.alert, rule] as const))('the texts of %s use only labels that its expression has', (_name, rule) => {
  const { labelUses, madeLabels, metrics } = readPromql(rule.expr);
  const labels = [...labelUses.map(({ label }) => label), ...madeLabels, ...metrics.flatMap((metric) => (metric.includes(':') ? known.get(metric)! : []))];
  const used = [...JSON.stringify(rule.annotations).matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label!);
  expect(used.filter((label) => !labels.includes(label))).toEqual([]);
});

test.each(alerts.map((rule) => [rule.alert, rule.area] as const))('promtool sees %s fire, stay silent and resolve', (name, area) => {
  interface Check { expr: string; eval_time: string; exp_samples: unknown[] }
  const { tests } = load(readFileSync(`alert-rules/tests/${area}.test.yml`, 'utf8')) as { tests: { promql_expr_test: Check[] }[] };
  const runs = tests.map(({ promql_expr_test: checks }) =>
    checks.filter(({ expr }) => expr === `ALERTS{alertname="${name}", alertstate="firing"}`).map(({ exp_samples: samples }) => samples.length > 0),
  );
  const firesBetweenSilence = runs.some((run) => run[0] === false && run.includes(true) && run.at(-1) === false);
  expect(firesBetweenSilence).toBe(true);
});

test('there is no runbook and no test file without a rule', () => {
  expect(globSync('docs/runbooks/*.md').map((file) => basename(file, '.md')).sort()).toEqual(alerts.map(({ alert }) => alert).sort());
  expect(globSync('alert-rules/tests/*.yml').map((file) => basename(file, '.test.yml')).sort()).toEqual(files.map(({ area }) => area));
});

test('no inhibition leaves the tenant out, and each is about alerts that exist', () => {
  const config = load(readFileSync('alert-rules/alertmanager.yml', 'utf8')) as {
    inhibit_rules: { source_matchers: string[]; target_matchers: string[]; equal: string[] }[];
    templates: string[];
  };
  expect(config.inhibit_rules.filter(({ equal }) => !equal.includes('tenant'))).toEqual([]);
  const named = config.inhibit_rules.flatMap((rule) => [...rule.source_matchers, ...rule.target_matchers]);
  const names = named.map((matcher) => /^alertname="(\w+)"$/.exec(matcher)?.[1]);
  expect(names.filter((name) => !alerts.some(({ alert }) => alert === name))).toEqual([]);
  expect(existsSync('alert-rules/templates/vigie.tmpl')).toBe(true);
});

test('every secret of alertmanager.yml is a file', () => {
  const text = readFileSync('alert-rules/alertmanager.yml', 'utf8');
  expect(text.match(/^\s*-?\s*(\w*(password|api_url|token|secret)\w*):/gm)?.filter((key) => !key.includes('_file:'))).toEqual([]);
});
