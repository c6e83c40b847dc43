import { familyOf } from './families.ts';
import { jobState, withoutPasswords } from './job.ts';
import { isLocked, whyNotInstalled } from './judge-log.ts';

test.each(['alpine', 'arch', 'mswindows', '', 'constructor', '__proto__'])('%j is of no family that packages are installed on', (id) => {
  expect(familyOf(id)).toBeNull();
});

test('Debian and Ubuntu are asked for nothing, keep settings that were changed, and wait for the lock', () => {
  expect(familyOf('ubuntu')).toBe(familyOf('debian'));
  const family = familyOf('debian')!;
  const command = family.install(['nginx', 'postgresql'], 300);
  expect(command.slice(command.indexOf('install'))).toEqual(['install', 'nginx', 'postgresql']);
  expect(command).toEqual(expect.arrayContaining(['--yes', 'DPkg::Lock::Timeout=300', 'Dpkg::Options::=--force-confold']));
  expect(family.environment).toContain('DEBIAN_FRONTEND=noninteractive');
  expect(family.query('nginx')).toEqual(['dpkg-query', '--show', '--showformat=${db:Status-Status}', 'nginx']);
});

test.each(['rhel', 'centos', 'almalinux', 'rocky', 'ol', 'fedora'])('%s has dnf', (id) => {
  expect(familyOf(id)?.install(['nginx'], 300)).toEqual(['dnf', '--assumeyes', '--setopt=install_weak_deps=False', 'install', 'nginx']);
});

test.each([
  ['', 'absent'],
  ['LoadState=not-found\nActiveState=inactive\nSubState=dead\n', 'absent'],
  ['LoadState=loaded\nActiveState=inactive\nSubState=dead\n', 'absent'],
  ['LoadState=loaded\nActiveState=activating\nSubState=start\n', 'running'],
  ['LoadState=loaded\nActiveState=active\nSubState=running\n', 'running'],
  ['LoadState=loaded\nActiveState=active\nSubState=exited\n', 'well'],
  ['LoadState=loaded\nActiveState=failed\nSubState=failed\n', 'badly'],
] as const)('systemd says %j: %s', (text, state) => {
  expect(jobState(text)).toBe(state);
});

test.each([
  ['E: Unable to locate package x', 'package-unknown'],
  ["E: Package 'x' has no installation candidate", 'package-unknown'],
  ['Error: Unable to find a match: x', 'package-unknown'],
  ["W: Failed to fetch http://deb.debian.org  Temporary failure resolving 'deb.debian.org'\nE: Unable to locate package x", 'packages-unreachable'],
  ['Cannot initiate the connection: connect (101: Network is unreachable)', 'packages-unreachable'],
  ["Error: Failed to download metadata for repo 'baseos'", 'packages-unreachable'],
  ['dpkg: error processing package x (--configure)', 'packages-failed'],
  ['E: You don\'t have enough free space in /var/cache/apt/archives/.', 'packages-failed'],
] as const)('%j: %s', (log, code) => {
  expect(whyNotInstalled(log, 'x', true).code).toBe(code);
});

test('where nothing leads out, that is said', () => {
  expect(whyNotInstalled('Network is unreachable', 'x', false)).toMatchObject({ code: 'packages-without-snat', message: expect.stringContaining('sdn.snat') });
});

test('a lock is waited for, an error is not', () => {
  expect(isLocked('E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 812 (unattended-upgr)')).toBe(true);
  expect(isLocked('E: Unable to locate package x')).toBe(false);
});

test('the password of a mirror is not kept', () => {
  expect(withoutPasswords('Err:1 https://me:secret@mirror.example/debian trixie')).toBe('Err:1 https://***@mirror.example/debian trixie');
});
