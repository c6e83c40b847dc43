import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { TargetGroup } from './targets.ts';

/**
 * Writes a file_sd file. Prometheus reads it whenever it changes, so it is replaced in one go (a new file in the same
 * folder, then rename) and left alone when nothing changed. True when it was written.
 */
export async function writeFileSd(path: string, groups: readonly TargetGroup[]): Promise<boolean> {
  const content = `${JSON.stringify(groups, null, 2)}\n`;
  if ((await readFile(path, 'utf8').catch(() => null)) === content) return false;
  await mkdir(dirname(path), { recursive: true });
  // Not *.json: Prometheus would read the half-written file by a pattern such as file_sd/*.json.
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    await writeFile(draft, content, { flush: true });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return true;
}
