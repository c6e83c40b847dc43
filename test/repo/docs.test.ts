import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const documents = globSync(['README.md', 'docs/**/*.md', 'packages/*/README.md', 'test/*/README.md', 'dashboards/README.md', 'pra-runbooks/**/*.md']);

/** Relative links, and paths in backticks that look like files of the repository. */
function pathsIn(document: string): string[] {
  const text = readFileSync(document, 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path]) => join(dirname(document), path!));
  const named = [...text.matchAll(/`((?:packages|exporter|provisioner|dashboards|grafana-app|pra-runbooks|test|scripts|docs|\.ci)\/[\w./-]+\.(?:ts|tsx|mjs|md|json|yaml))`/g)];
  return [...links, ...named.map(([, path]) => path!)];
}

test('there are documents to check', () => expect(documents.length).toBeGreaterThan(3));

test.each(documents)('%s names only files that exist', (document) => {
  expect(pathsIn(document).filter((path) => !existsSync(path))).toEqual([]);
});
