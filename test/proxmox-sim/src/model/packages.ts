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

/** What a run of a package manager would do; null for anything else. */
export function packageRun(guest: Guest, argv: readonly string[]): { exitcode: number; log: string; installs: string[]; milliseconds: number } | null {
  const [manager = '', ...args] = argv;
  if (manager !== 'apt-get' && manager !== 'dnf') return null;
  const end = { exitcode: 0, log: '', installs: [] as string[], milliseconds: guest.running?.outside?.installMilliseconds ?? 0 };
  const { trouble } = packagesOf(guest.contents);
  const offline = trouble === 'offline' || guest.running?.outside?.reachable === false;
  if (trouble === 'endless') return { ...end, milliseconds: 86_400_000, log: 'Waiting for headers...\n' };
  if (trouble === 'locked')
    return { ...end, exitcode: 100, log: 'E: Could not get lock /var/lib/apt/lists/lock. It is held by process 812 (apt-get)\n' };
  if (args.includes('update')) {
    const log = offline ? "W: Failed to fetch http://deb.debian.org/debian/dists/trixie/InRelease  Temporary failure resolving 'deb.debian.org'\n" : 'Reading package lists...\n';
    return { ...end, log };
  }
  const names = args.slice(args.indexOf('install') + 1);
  guest.contents.packages = { ...packagesOf(guest.contents), history: [...packagesOf(guest.contents).history, `install ${names.join(' ')}`] };
  const unknown = names.filter((name) => known[name]?.manager !== manager);
  if (manager === 'dnf' && offline) return { ...end, exitcode: 1, log: "Error: Failed to download metadata for repo 'baseos': Cannot download repomd.xml\n" };
  if (unknown.length > 0 || offline) {
    const text = manager === 'dnf' ? 'Error: Unable to find a match:' : 'E: Unable to locate package';
    return { ...end, exitcode: manager === 'dnf' ? 1 : 100, log: `${text} ${(offline ? names : unknown).join(' ')}\n` };
  }
  if (trouble === 'broken') return { ...end, exitcode: 100, log: 'dpkg: error processing package: post-installation script subprocess returned error exit status 1\n' };
  return { ...end, installs: names, log: names.map((name) => `Setting up ${name} ...\n`).join('') };
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
