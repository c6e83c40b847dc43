import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRoot } from '../root.ts';

/** Where the committed rules say that the runbooks are. */
const publicRunbooks = 'https://vigie.example/runbooks/';

/**
 * Copies the rules into `folder` for a Prometheus on this machine: their runbooks are the files of this repository.
 * `change` may change the text of each file further.
 */
export function copyAlertRules(folder: string, change: (text: string) => string = (text) => text): void {
  const runbooks = `${pathToFileURL(inRoot('docs', 'runbooks')).href}/`;
  // A rule that was removed must not live on in the state folder.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of globSync(inRoot('alert-rules', '*.yml'))) {
    if (basename(file) === 'alertmanager.yml') continue;
    writeFileSync(join(folder, basename(file)), change(readFileSync(file, 'utf8').replaceAll(publicRunbooks, runbooks)));
  }
}
