import type { GuestContents, GuestPackages } from '../state/guest-contents.ts';
import type { Guest } from '../state/world.ts';
import type { Program } from './program.ts';

/** What a template has. */
const inTemplate = ['openssh-server', 'qemu-guest-agent', 'prometheus-node-exporter'];

/** What the servers of the distributions have, as far as it matters, and the service that comes with it. */
const known: Record<string, { manager: 'apt-get' | 'dnf'; service?: { name: string; port: number } }> = {
  'prometheus-node-exporter': { manager: 'apt-get', service: { name: 'prometheus-node-exporter', port: 9100 } },
  postgresql: { manager: 'apt-get', service: { name: 'postgresql', port: 5432 } },
  'mariadb-server': { manager: 'apt-get', service: { name: 'mariadb', port: 3306 } },
  'golang-github-prometheus-node-exporter': { manager: 'dnf', service: { name: 'node_exporter', port: 9100 } },
  'postgresql-server': { manager: 'dnf', service: { name: 'postgresql', port: 5432 } },
};

const troubles: readonly unknown[] = ['offline', 'locked', 'broken', 'endless', 'no-exec', null];

const packagesOf = (contents: GuestContents): GuestPackages => contents.packages ?? { installed: inTemplate, history: [], trouble: null };

/** `{installed?, trouble?}` of the control endpoint. A service goes with its package. Throws an Error that says what is wrong. */
export function changePackages(contents: GuestContents, given: { installed?: unknown; trouble?: unknown }): void {
  const { installed = packagesOf(contents).installed, trouble = packagesOf(contents).trouble } = given;
  if (!Array.isArray(installed)) throw new Error('packages.installed must be a list of names');
  if (!troubles.includes(trouble)) throw new Error(`packages.trouble must be one of ${troubles.join(', ')}`);
  contents.packages = { ...packagesOf(contents), installed: installed.map(String), trouble: trouble as GuestPackages['trouble'] };
  const gone = Object.entries(known).flatMap(([name, { service }]) => (service === undefined || installed.includes(name) ? [] : [service.name]));
  contents.services = contents.services.filter(({ name }) => !gone.includes(name));
}

/** Debian starts what it installs. */
export function install(contents: GuestContents, names: readonly string[]): void {
  const fresh = names.filter((name) => !packagesOf(contents).installed.includes(name));
  if (fresh.length === 0) return;
  contents.packages = { ...packagesOf(contents), installed: [...packagesOf(contents).installed, ...fresh] };
  for (const name of fresh) {
    const { manager, service } = known[name] ?? {};
    if (service !== undefined) contents.services.push({ ...service, active: manager === 'apt-get' });
  }
}

interface Run {
  exitcode: number;
  log: string;
  installs: string[];
  milliseconds: number;
}

/** What a run of a package manager would do; null for anything else. */
export function packageRun(guest: Guest, argv: readonly string[]): Run | null {
  const [manager = '', ...args] = argv;
  if (manager !== 'apt-get' && manager !== 'dnf') return null;
  const { trouble, history } = packagesOf(guest.contents);
  const { reachable, installMilliseconds: milliseconds } = guest.running?.outside ?? { reachable: true, installMilliseconds: 0 };
  if (trouble === 'endless') return { ...ended(0, 'Waiting for headers...'), milliseconds: 86_400_000 };
  if (trouble === 'locked') return { ...ended(100, 'E: Could not get lock /var/lib/apt/lists/lock. It is held by process 812 (apt-get)'), milliseconds };
  const offline = trouble === 'offline' || !reachable;
  if (args.includes('update')) {
    const failed = "W: Failed to fetch http://deb.debian.org/debian/dists/trixie/InRelease  Temporary failure resolving 'deb.debian.org'";
    return { ...ended(0, offline ? failed : 'Reading package lists...'), milliseconds };
  }
  const names = args.slice(args.indexOf('install') + 1);
  guest.contents.packages = { ...packagesOf(guest.contents), history: [...history, `install ${names.join(' ')}`] };
  const found = offline ? [] : names.filter((name) => known[name]?.manager === manager);
  const missing = names.filter((name) => !found.includes(name));
  if (missing.length > 0) return { ...notFound(manager, missing, offline), milliseconds };
  if (trouble === 'broken') return { ...ended(100, 'dpkg: error processing package: post-installation script subprocess returned error exit status 1'), milliseconds };
  return { ...ended(0, names.map((name) => `Setting up ${name} ...`).join('\n')), installs: names, milliseconds };
}

const ended = (exitcode: number, line: string): Omit<Run, 'milliseconds'> => ({ exitcode, log: `${line}\n`, installs: [] });

/** apt knows no package without the lists that it could not read; dnf reads them itself. */
function notFound(manager: 'apt-get' | 'dnf', names: readonly string[], offline: boolean): Omit<Run, 'milliseconds'> {
  if (manager === 'apt-get') return ended(100, `E: Unable to locate package ${names.join(' ')}`);
  return ended(1, offline ? "Error: Failed to download metadata for repo 'baseos': Cannot download repomd.xml" : `Error: Unable to find a match: ${names.join(' ')}`);
}

/** `dpkg-query --show --showformat=${db:Status-Status} NAME` */
export const dpkgQuery: Program = ({ contents }, args) => {
  const name = args.at(-1) ?? '';
  const there = packagesOf(contents).installed.includes(name);
  return there ? { out: 'installed' } : { exitcode: 1, err: `dpkg-query: no packages found matching ${name}\n` };
};

/** `rpm --query --whatprovides NAME` */
export const rpm: Program = ({ contents }, args) => {
  const name = args.at(-1) ?? '';
  const there = packagesOf(contents).installed.includes(name);
  return there ? { out: `${name}-1.9.1-1.el9.x86_64\n` } : { exitcode: 1, out: `no package provides ${name}\n` };
};
