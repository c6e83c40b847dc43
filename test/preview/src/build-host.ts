import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Names of the bundled files in the host folder. */
export interface HostFiles {
  script: string;
  style: string;
}

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

/** @grafana/ui nests copies of these; a second copy would have router contexts of its own. */
const single = ['react-router-dom', 'react-router-dom-v5-compat'];

/**
 * Bundles the host page with esbuild into `<state>/host` (2-5 s), or takes the bundle that the same inputs made before.
 * The inputs are the host's sources and the versions of its libraries.
 */
export async function buildHost(state: string): Promise<{ folder: string; files: HostFiles }> {
  const name = `host-${inputHash()}`;
  const folder = join(state, 'host');
  const files = { script: `${name}.js`, style: `${name}.css` };
  if (existsSync(join(folder, files.script)) && existsSync(join(folder, files.style))) return { folder, files };
  await build({
    absWorkingDir: here,
    entryPoints: { [name]: join(here, 'host', 'index.tsx') },
    outdir: folder,
    bundle: true,
    format: 'iife',
    target: 'chrome120',
    jsx: 'automatic',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    // The packages close some modules behind `exports`, and Grafana's own front end reaches them by source path too.
    alias: {
      ...Object.fromEntries(single.map((library) => [library, packageFolder(library)])),
      '#runtime-plugin-page': join(packageFolder('@grafana/runtime'), 'dist/esm/components/PluginPage.mjs'),
      '#grafana-i18n': join(packageFolder('@grafana/i18n'), 'dist/esm/i18n.mjs'),
    },
    loader: { '.woff2': 'file', '.woff': 'file', '.ttf': 'file', '.svg': 'dataurl' },
    logLevel: 'silent',
  });
  return { folder, files };
}

/** Where a package of the host is installed, whatever its `exports` hide. */
export function packageFolder(library: string): string {
  const paths = require.resolve.paths(library) ?? [];
  const found = paths.map((path) => join(path, library)).find((folder) => existsSync(join(folder, 'package.json')));
  if (!found) throw new Error(`the package ${library} is not installed`);
  return found;
}

function inputHash(): string {
  const hash = createHash('sha256');
  const sources = globSync('host/**/*', { cwd: here, withFileTypes: true }).filter((entry) => entry.isFile());
  const inputs = [...sources.map((entry) => join(entry.parentPath, entry.name)), join(here, 'build-host.ts')].sort();
  for (const file of inputs) hash.update(file.slice(here.length)).update(readFileSync(file));
  for (const library of [
    ...single,
    'react',
    'react-dom',
    'react-router',
    'rxjs',
    'i18next',
    '@grafana/ui',
    '@grafana/data',
    '@grafana/runtime',
    '@grafana/i18n',
    'uplot',
  ]) {
    hash.update(readFileSync(join(packageFolder(library), 'package.json')));
  }
  return hash.digest('hex').slice(0, 16);
}
