/** How the distributions of one family install packages. */
export interface Family {
  /** The package of the node exporter, and what its service may be called. */
  readonly nodeExporter: { readonly package: string; readonly services: readonly string[] };
  readonly environment: readonly string[];
  /** Ends with 0 and, where that is given, prints `installedText`, when the package is there. */
  query(name: string): string[];
  readonly installedText?: string;
  /** Reads the lists of packages; null where an installation does that by itself. */
  readonly refresh: readonly string[] | null;
  install(names: readonly string[], seconds: number): string[];
}

/**
 * Settings that were changed are kept, and nobody is asked. apt waits for the lock of another run, such as the daily one.
 * Recommended packages are left out: they would take as long again.
 */
const debian: Family = {
  nodeExporter: { package: 'prometheus-node-exporter', services: ['prometheus-node-exporter'] },
  environment: ['DEBIAN_FRONTEND=noninteractive', 'NEEDRESTART_SUSPEND=1', 'LC_ALL=C'],
  query: (name) => ['dpkg-query', '--show', '--showformat=${db:Status-Status}', name],
  installedText: 'installed',
  refresh: ['apt-get', '--quiet', 'update'],
  install: (names, seconds) => [
    'apt-get', '--yes', '--quiet', '--no-install-recommends',
    '-o', 'Dpkg::Options::=--force-confdef', '-o', 'Dpkg::Options::=--force-confold', '-o', `DPkg::Lock::Timeout=${seconds}`,
    'install', ...names,
  ],
};

/** dnf waits for another run by itself. The package has had several names for its service, and is in EPEL. */
const redHat: Family = {
  nodeExporter: {
    package: 'golang-github-prometheus-node-exporter',
    services: ['prometheus-node-exporter', 'node_exporter', 'node-exporter'],
  },
  environment: ['LC_ALL=C'],
  query: (name) => ['rpm', '--query', '--whatprovides', name],
  refresh: null,
  install: (names) => ['dnf', '--assumeyes', '--setopt=install_weak_deps=False', 'install', ...names],
};

const families: Readonly<Record<string, Family>> = {
  debian, ubuntu: debian,
  rhel: redHat, centos: redHat, almalinux: redHat, rocky: redHat, ol: redHat, fedora: redHat,
};

/** `id` is that of os-release, as the guest agent tells it. */
export const familyOf = (id: string): Family | null => (Object.hasOwn(families, id) ? (families[id] ?? null) : null);
