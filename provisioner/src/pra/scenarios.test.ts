import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { actions } from './actions/index.ts';
import { guides } from './guides/index.ts';
import { parseScenario, readScenarios, scenarioFolder } from './scenarios.ts';

const text = { en: 'a', fr: 'b' };
const common = { title: text, instruction: text, expected: text, timeoutMinutes: 1 };
const auto = { ...common, id: 'look', kind: 'auto', action: 'confirm-node-lost' };
const manual = { ...common, id: 'by-hand', kind: 'manual' };
const decision = { ...common, id: 'decide', kind: 'decision', options: [{ id: 'yes', label: text }, { id: 'no', label: text, skip: ['by-hand'] }] };
const good = {
  slug: 'demo', title: text, covers: text, rtoMinutes: 5,
  parameters: [{ name: 'node', kind: 'node', label: text }],
  steps: [auto, decision, manual],
};

const fileOf = (plan: unknown, body = 'Read this.') => `---\n${typeof plan === 'string' ? plan : dump(plan)}\n---\n\n${body}\n`;

function mistakesOf(plan: unknown, body?: string) {
  const parsed = parseScenario(fileOf(plan, body), 'demo', { actions, guides });
  return 'mistakes' in parsed ? parsed.mistakes : [];
}

test('a good plan has no mistakes', () => expect(mistakesOf(good)).toEqual([]));

const steps = (...list: object[]) => ({ ...good, steps: list });

test.each<[string, unknown, string, RegExp]>([
  ['another slug than the file', { ...good, slug: 'other' }, 'slug', /must be the file's name/],
  ['an unknown key', { ...good, owner: 'me' }, 'owner', /unknown key/],
  ['no steps', { ...good, steps: [] }, 'steps', /at least one/],
  ['an objective of nothing', { ...good, rtoMinutes: 0 }, 'rtoMinutes', /./],
  ['a text without French', { ...good, title: { en: 'a' } }, 'title.fr', /./],
  ['a text that is one for all', { ...good, covers: 'a' }, 'covers', /./],
  ['two parameters of a name', { ...good, parameters: [good.parameters[0], { name: 'node', kind: 'vm', label: text }] }, 'parameters[1].name', /taken/],
  ['two parameters of a kind', { ...good, parameters: [good.parameters[0], { name: 'two', kind: 'node', label: text }] }, 'parameters[1].kind', /one parameter/],
  ['two steps of an id', steps(auto, auto), 'steps[1].id', /taken/],
  ['an id in capitals', steps({ ...auto, id: 'Look' }), 'steps[0].id', /small letters/],
  ['an automatic step without an action', steps({ ...auto, action: undefined }), 'steps[0].action', /./],
  ['an action that is not there', steps({ ...auto, action: 'reboot-moon' }), 'steps[0].action', /actions\/index.ts has none named reboot-moon/],
  ['a guide that is not there', steps({ ...manual, action: 'confirm-node-lost' }), 'steps[0].action', /guides\/index.ts has none/],
  ['an action before the one that it needs', steps({ ...auto, action: 'start-recovered' }), 'steps[0].action', /needs a step with the action plan-evacuation before it/],
  ['an action without its parameter', { ...good, parameters: [] }, 'steps[0].action', /needs a parameter of kind node/],
  ['a decision with one option', steps({ ...decision, options: [{ id: 'yes', label: text }] }), 'steps[0].options', /two options/],
  ['two options of an id', steps({ ...decision, options: [{ id: 'yes', label: text }, { id: 'yes', label: text }] }), 'steps[0].options[1].id', /taken/],
  ['a skip to nowhere', steps(decision), 'steps[0].options[1].skip[0]', /no later step/],
  ['a skip backwards', steps(manual, decision), 'steps[1].options[1].skip[0]', /no later step/],
  ['a decision that destroys', steps({ ...decision, destructive: true }, manual), 'steps[0].destructive', /unknown key/],
  ['a step of a new kind', steps({ ...auto, kind: 'magic' }), 'steps[0].kind', /./],
  ['YAML that is none', 'slug: [', '', /not valid YAML/],
])('%s is a mistake', (_what, plan, path, message) => {
  expect(mistakesOf(plan)).toContainEqual({ path, message: expect.stringMatching(message) });
});

test('all mistakes are listed at once', () => {
  const paths = mistakesOf({ ...good, rtoMinutes: 0, steps: [{ ...auto, id: 'X' }] }).map(({ path }) => path);
  expect(paths).toEqual(['rtoMinutes', 'steps[0].id']);
});

test('a file without a plan, and a plan without a text, are mistakes', () => {
  expect(parseScenario('# Title\n', 'demo', { actions, guides })).toHaveProperty('mistakes');
  expect(mistakesOf(good, '')).toContainEqual({ path: '', message: 'has no text for people below its plan' });
});

describe('a folder', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'vigie-scenarios-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const read = () => readScenarios(folder, { actions, guides });

  test('holds a plan and a text in two languages', () => {
    writeFileSync(join(folder, 'demo.md'), fileOf(good));
    writeFileSync(join(folder, 'demo.fr.md'), 'Lisez.\n');
    expect(read().get('demo')?.body).toEqual({ en: 'Read this.', fr: 'Lisez.' });
  });

  test('lists the mistakes of all its files', () => {
    writeFileSync(join(folder, 'demo.md'), fileOf(good));
    writeFileSync(join(folder, 'two.md'), fileOf({ ...good, slug: 'two', rtoMinutes: 0 }));
    writeFileSync(join(folder, 'two.fr.md'), '\n');
    writeFileSync(join(folder, 'three.fr.md'), 'Seul.');
    expect(read).toThrow(/demo\.fr\.md: is missing[\s\S]*two\.md: rtoMinutes[\s\S]*three\.fr\.md: has no plan/);
  });
});

test('the scenarios that come with Vigie have no mistakes', () => {
  const slugs = [...readScenarios(scenarioFolder, { actions, guides }).keys()];
  expect(slugs).toEqual(expect.arrayContaining(['pve-host-lost', 'vm-lost']));
});

/** What French typography and the words of the app forbid, code and links left aside. */
const notFrench = (words: string): string[] =>
  words.replace(/`[^`]*`|\]\([^)]*\)/g, '…').match(/\S*(?:'| [:;?!»]|« |\brunbook|\brépétition|\brépéter)\S*/gi) ?? [];

test('the scenarios that come with Vigie are in the French of the app', () => {
  expect(notFrench("l'hôte est éteint : `rm 'a' : b` ? Un runbook, une Répétition")).toEqual(["l'hôte", 'éteint :', '… ?', 'runbook,', 'Répétition']);
  for (const { plan, body } of readScenarios(scenarioFolder, { actions, guides }).values()) {
    expect(notFrench(body.fr)).toEqual([]);
    const texts = [plan, ...plan.parameters, ...plan.steps, ...plan.steps.flatMap((step) => ('options' in step ? step.options : []))];
    const french = texts.flatMap((one) => Object.values(one)).filter((value) => typeof value === 'object' && 'fr' in value);
    expect(french.length).toBeGreaterThan(3 * plan.steps.length);
    expect(french.flatMap(({ fr }) => notFrench(fr))).toEqual([]);
  }
});

describe.each([['actions', actions], ['guides', guides]] as const)('the registry of %s', (name, registry) => {
  test('has one entry for each file, by its name', () => {
    const files = readdirSync(new URL(name, import.meta.url)).filter((file) => !file.includes('.test.') && file !== 'index.ts');
    expect(registry.map((entry) => `${entry.name}.ts`).sort()).toEqual(files.sort());
  });

  test('names only actions that exist as needed before', () => {
    const known = actions.map((action) => action.name);
    expect(registry.flatMap(({ after }) => after).filter((action) => !known.includes(action))).toEqual([]);
  });

  test('has no entry that no scenario uses', () => {
    const used = [...readScenarios(scenarioFolder, { actions, guides }).values()].flatMap(({ plan }) => plan.steps.map((step) => ('action' in step ? step.action : '')));
    expect(registry.map((entry) => entry.name).filter((entry) => !used.includes(entry))).toEqual([]);
  });
});
