import { readFileSync } from 'node:fs';
import { load as parseYaml, YAMLException } from 'js-yaml';
import { ConfigError } from './config-error.ts';

/** The content of a YAML file. Throws a ConfigError when it cannot be read or is no YAML. */
export function readYaml(file: string): unknown {
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
