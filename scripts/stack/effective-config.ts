import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { dump } from 'js-yaml';

/** A configuration tree before validation. */
export type ConfigTree = Record<string, any>;

/**
 * Writes the configuration that the daemons of this run get: the given tree with its relative paths made absolute
 * (it is written into the state folder, away from the file that they are relative to).
 */
export function writeEffectiveConfig(tree: ConfigTree, baseDir: string, home: string): string {
  const file = join(home, 'vigie.effective.yaml');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, dump(absolutePaths(tree, baseDir), { lineWidth: -1 }), { mode: 0o600 });
  return file;
}

/** Keys whose text value is a path in vigie.yaml: secrets by file, and the CA of an endpoint. */
const pathKeys = new Set(['file', 'ca']);

function absolutePaths(value: unknown, baseDir: string): unknown {
  if (Array.isArray(value)) return value.map((item) => absolutePaths(item, baseDir));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      pathKeys.has(key) && typeof item === 'string' ? resolve(baseDir, item) : absolutePaths(item, baseDir),
    ]),
  );
}
