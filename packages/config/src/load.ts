import { dirname, resolve } from 'node:path';
import { withBastionLetIn } from './bastion-source.ts';
import { ConfigError, toMistakes } from './config-error.ts';
import { crossChecks } from './cross-checks.ts';
import { readYaml } from './read-yaml.ts';
import { vigieConfig, type VigieConfig } from './schema.ts';

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
  return withBastionLetIn(result.data);
}
