import type { z } from 'zod';

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

/** What a schema found, one mistake for each unknown key. */
export function toMistakes(issue: z.core.$ZodIssue): ConfigMistake[] {
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
