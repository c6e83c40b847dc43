import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { load as parseYaml, YAMLException } from 'js-yaml';
import type { z } from 'zod';
import { crossChecks } from './cross-checks.ts';
import { vigieConfig, type VigieConfig } from './schema.ts';

/** One mistake in the file: where (`clusters[0].token.id`) and what. */
export interface ConfigMistake {
  path: string;
  message: string;
}

/** All mistakes of a configuration file at once; `message` lists them, one a line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly mistakes: readonly ConfigMistake[];

  constructor(file: string, mistakes: readonly ConfigMistake[]) {
    const lines = mistakes.map(({ path, message }) => `  ${path || '(file)'}: ${message}`);
    super(`${file} has ${mistakes.length} ${mistakes.length === 1 ? 'mistake' : 'mistakes'}:\n${lines.join('\n')}`);
    this.mistakes = mistakes;
  }
}

/** A configuration with the folder that its relative paths start from. */
export interface LoadedConfig {
  config: VigieConfig;
  baseDir: string;
}

/** Reads and checks vigie.yaml. Throws a ConfigError with every mistake, or with the one that keeps the file from being read. */
export function loadConfig(file: string): LoadedConfig {
  return { config: parseConfig(readYaml(file), file), baseDir: dirname(resolve(file)) };
}

/** Checks a configuration that is already an object; `file` only names it in messages. */
export function parseConfig(input: unknown, file = 'vigie.yaml'): VigieConfig {
  const result = vigieConfig.safeParse(input ?? {});
  if (!result.success) throw new ConfigError(file, result.error.issues.flatMap(toMistakes));
  const mistakes = crossChecks(result.data);
  if (mistakes.length > 0) throw new ConfigError(file, mistakes);
  return result.data;
}

function readYaml(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(file, [{ path: '', message: `cannot be read: ${(error as Error).message}` }]);
  }
  try {
    return parseYaml(text);
  } catch (error) {
    const at = error instanceof YAMLException && error.mark ? `line ${error.mark.line + 1}: ` : '';
    const what = error instanceof YAMLException ? error.reason : (error as Error).message;
    throw new ConfigError(file, [{ path: '', message: `${at}not valid YAML: ${what}` }]);
  }
}

function toMistakes(issue: z.core.$ZodIssue): ConfigMistake[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: pathText([...issue.path, key]), message: 'unknown key' }));
  }
  return [{ path: pathText(issue.path), message: issue.message }];
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part)),
    '',
  );
}
