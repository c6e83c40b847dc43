import { load as parseYaml } from 'js-yaml';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseConfig } from '../load.ts';
import { mistakesIn } from './mistakes.ts';

/** A parsed vigie.yaml before it is checked: tests put anything anywhere. */
export type Tree = Record<string, any>;

/** vigie.example.yaml, to be changed at will. */
export const example = () => parseYaml(readFileSync(resolve('vigie.example.yaml'), 'utf8')) as Tree;

/** What is said of the example after `change`, as `mistakesIn` says it. */
export function mistakesOf(change: (config: Tree) => void): string[] {
  const config = example();
  change(config);
  return mistakesIn(() => parseConfig(config));
}
