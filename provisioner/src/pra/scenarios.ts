import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load, YAMLException } from 'js-yaml';
import { plan as planSchema, type Plan } from './plan.ts';
import { planMistakes, type Helpers, type PlanMistake } from './plan-checks.ts';
import type { Text } from './text.ts';

/** A scenario as it is in the repository: `body` is Markdown. */
export interface Scenario {
  plan: Plan;
  body: Text;
}

/** All mistakes of all scenarios at once; `message` lists them, one a line. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';

  constructor(mistakes: readonly string[]) {
    super(`the recovery scenarios have mistakes:\n${mistakes.map((mistake) => `  ${mistake}`).join('\n')}`);
  }
}

/** The scenarios that come with Vigie. */
export const scenarioFolder = fileURLToPath(new URL('../../../pra-runbooks/scenarios', import.meta.url));

/** Reads every `<slug>.md` with its `<slug>.fr.md`. Throws a ScenarioError that lists everything wrong in any of them. */
export function readScenarios(folder: string, helpers: Helpers): Map<string, Scenario> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.md')).sort();
  const mistakes: string[] = [];
  const scenarios = new Map<string, Scenario>();
  for (const file of files.filter((name) => !name.endsWith('.fr.md'))) {
    const slug = file.slice(0, -'.md'.length);
    const french = `${slug}.fr.md`;
    if (!files.includes(french)) mistakes.push(`${french}: is missing: every scenario has its text in French too`);
    const parsed = parseScenario(readFileSync(join(folder, file), 'utf8'), slug, helpers);
    if ('mistakes' in parsed) mistakes.push(...parsed.mistakes.map(({ path, message }) => `${file}: ${path === '' ? '' : `${path}: `}${message}`));
    else if (files.includes(french)) {
      const fr = readFileSync(join(folder, french), 'utf8').trim();
      if (fr === '') mistakes.push(`${french}: is empty`);
      scenarios.set(slug, { plan: parsed.plan, body: { en: parsed.body, fr } });
    }
  }
  for (const file of files.filter((name) => name.endsWith('.fr.md') && !files.includes(name.replace('.fr.md', '.md')))) {
    mistakes.push(`${file}: has no plan beside it`);
  }
  if (mistakes.length > 0) throw new ScenarioError(mistakes);
  return scenarios;
}

/** A file with its plan between `---` lines and its text below. */
export function parseScenario(content: string, slug: string, helpers: Helpers): { plan: Plan; body: string } | { mistakes: PlanMistake[] } {
  const [, matter, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(content.replaceAll('\r\n', '\n')) ?? [];
  if (matter === undefined || body === undefined) return { mistakes: [{ path: '', message: 'does not begin with a plan between two lines of ---' }] };
  let data: unknown;
  try {
    data = load(matter);
  } catch (error) {
    const at = error instanceof YAMLException && error.mark ? `line ${error.mark.line + 2}: ` : '';
    return { mistakes: [{ path: '', message: `${at}not valid YAML: ${error instanceof YAMLException ? error.reason : String(error)}` }] };
  }
  const parsed = planSchema.safeParse(data);
  if (!parsed.success) {
    return {
      mistakes: parsed.error.issues.flatMap((issue) =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map((key) => ({ path: pathText([...issue.path, key]), message: 'unknown key' }))
          : [{ path: pathText(issue.path), message: issue.message }],
      ),
    };
  }
  const mistakes = planMistakes(parsed.data, helpers);
  if (parsed.data.slug !== slug) mistakes.unshift({ path: 'slug', message: `must be the file's name, ${slug}` });
  if (body.trim() === '') mistakes.push({ path: '', message: 'has no text for people below its plan' });
  return mistakes.length > 0 ? { mistakes } : { plan: parsed.data, body: body.trim() };
}

const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((words, part) => (typeof part === 'number' ? `${words}[${part}]` : words ? `${words}.${String(part)}` : String(part)), '');
