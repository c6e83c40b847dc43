import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ruleFiles } from '../harness/alert-rules.ts';

const scenarios = globSync('pra-runbooks/scenarios/*.md').sort();
const alerts = new Set(ruleFiles().flatMap(({ rules }) => rules.flatMap(({ alert }) => alert ?? [])));

/** The text below the plan; a file in another language is text alone. */
const bodyOf = (file: string): string => readFileSync(file, 'utf8').replace(/^---\n[\s\S]*?\n---\n/, '');
const alertsIn = (text: string): string[] => [...text.matchAll(/docs\/runbooks\/(\w+)\.md/g)].map(([, alert]) => alert!);

test('there are scenarios', () => expect(scenarios.length).toBeGreaterThanOrEqual(4));

describe.each(scenarios)('%s', (file) => {
  const body = bodyOf(file);

  test('says which alert leads to it, and names only alerts that exist', () => {
    const named = alertsIn(body);
    expect(named).not.toEqual([]);
    expect(named.filter((alert) => !alerts.has(alert))).toEqual([]);
  });

  test('says when to use it, who to tell, what may go wrong and how to rehearse it', () => {
    expect([...body.matchAll(/^## .+$/gm)]).toHaveLength(4);
  });
});

test.each(scenarios.filter((file) => !file.endsWith('.fr.md')))('%s says the same in both languages', (file) => {
  const shape = (text: string) => ({ alerts: alertsIn(text), points: [...text.matchAll(/^- /gm)].length });
  expect(shape(bodyOf(file.replace('.md', '.fr.md')))).toEqual(shape(bodyOf(file)));
});

test('the alerts of lost hosts and machines lead to their scenarios', () => {
  const linked = (alert: string) => [...readFileSync(`docs/runbooks/${alert}.md`, 'utf8').matchAll(/pra-runbooks\/scenarios\/([\w-]+)\.md/g)].map(([, slug]) => slug);
  expect(linked('NodeLost')).toContain('pve-host-lost');
  expect(linked('GuestDown')).toContain('vm-lost');
  expect(scenarios.map((path) => basename(path, '.md'))).toEqual(expect.arrayContaining([...linked('NodeLost'), ...linked('GuestDown')]));
});
