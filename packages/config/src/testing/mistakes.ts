import { ConfigError } from '../config-error.ts';

/** What the reading of a configuration says of it, as "path: message"; empty when it is right. */
export function mistakesIn(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}
