import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Scenarios by workflow and property. */
export type ScenarioCounts = Record<string, Record<string, number>>;

/** Where test files leave what they counted. */
export const scenarioFolder = join('.artifacts', 'scenarios');

export const forgetScenarios = (): void => rmSync(scenarioFolder, { recursive: true, force: true });

/** What all test files of this run counted. */
export function countedScenarios(): ScenarioCounts {
  const files = existsSync(scenarioFolder) ? readdirSync(scenarioFolder).sort() : [];
  return Object.assign({}, ...files.map((file) => JSON.parse(readFileSync(join(scenarioFolder, file), 'utf8')) as ScenarioCounts));
}

/** A line for each workflow; properties are numbered, and named below. */
export function scenarioTable(counts: ScenarioCounts): string {
  const workflows = Object.keys(counts);
  const properties = [...new Set(workflows.flatMap((name) => Object.keys(counts[name] ?? {})))];
  const sum = (list: number[]): number => list.reduce((total, each) => total + each, 0);
  const row = (name: string, cells: (number | string)[]): string => [name.padEnd(width), ...cells.map((cell) => String(cell).padStart(5))].join('');
  const width = Math.max(10, ...workflows.map((name) => name.length));
  const countOf = (workflow: string, property: string): number => counts[workflow]?.[property] ?? 0;
  const lines = workflows.map((workflow) => {
    const cells = properties.map((property) => countOf(workflow, property));
    return row(workflow, [...cells.map((cell) => cell || '.'), sum(cells)]);
  });
  const totals = properties.map((property) => sum(workflows.map((workflow) => countOf(workflow, property))));
  return [
    row('scenarios', [...properties.map((_, index) => `(${index + 1})`), 'all']),
    ...lines,
    row('all', [...totals, sum(totals)]),
    ...properties.map((property, index) => `(${index + 1}) ${property}`),
  ].join('\n');
}
