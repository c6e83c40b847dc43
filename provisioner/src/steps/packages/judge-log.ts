import { because, type StepReason } from '@vigie/contract/step-reasons';

const lock = /Could not get lock|Unable to (acquire|lock)|is another process using it/;
const noWayOut =
  /Temporary failure (in name resolution|resolving)|Could not resolve|Could not connect|Unable to connect|Network is unreachable|No route to host|Connection timed out|Connection refused|Failed to download metadata|Cannot download/;
const unknown = /Unable to locate package|has no installation candidate|Unable to find a match|No match for argument/;

/** Another run of the package manager holds its lock: it ends by itself. */
export const isLocked = (log: string): boolean => lock.test(log);

/**
 * Why an installation failed, by what the package managers write. Who cannot reach its servers does not know the packages either: apt ends
 * its reading of the lists well then, and `log` holds what it wrote.
 */
export function whyNotInstalled(log: string, packages: string, snat: boolean): StepReason {
  if (noWayOut.test(log)) return snat ? because('packages-unreachable', { packages }) : because('packages-without-snat', { packages });
  return unknown.test(log) ? because('package-unknown', { packages }) : because('packages-failed', { packages });
}
