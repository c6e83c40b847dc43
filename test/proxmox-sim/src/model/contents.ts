import { createHash } from 'node:crypto';
import { now } from '../simulator.ts';
import type { GuestContents, GuestFile } from '../state/guest-contents.ts';
import { changePackages } from './packages.ts';
import { settleUnits } from './units.ts';
import type { ConfigValue, Guest } from '../state/world.ts';

/** What a fresh Linux has inside. */
export function freshContents(distribution: 'debian' | 'ubuntu' = 'debian'): GuestContents {
  const release = distribution === 'ubuntu' ? 'ID=ubuntu\nVERSION_ID="24.04"\n' : 'ID=debian\nVERSION_ID="13"\n';
  return {
    agent: true,
    hostname: null,
    machineId: null,
    files: { '/etc/os-release': fileOf(release) },
    services: [
      { name: 'ssh', port: 22, active: true },
      { name: 'prometheus-node-exporter', port: 9100, active: true },
    ],
    mounts: [],
    commands: {},
  };
}

export function fileOf(content: string, mtime = now()): GuestFile {
  return { content, mtime, sha256: createHash('sha256').update(content).digest('hex') };
}

export function hostnameOf(contents: GuestContents, config: Record<string, ConfigValue>): string {
  return contents.hostname ?? String(config['name'] ?? 'localhost');
}

/** A file as a program inside would read it; null: there is none. */
export function readGuestFile(guest: Guest, path: string): GuestFile | null {
  const { contents } = guest;
  const own = contents.files[path];
  if (own !== undefined) return own;
  if (path === '/etc/hostname') return fileOf(`${hostnameOf(contents, guest.running?.config ?? guest.config)}\n`, guest.running?.startedAt);
  if (path === '/etc/machine-id') return fileOf(`${contents.machineId ?? ''}\n`, guest.running?.startedAt);
  return null;
}

export function listens(guest: Guest, port: number): boolean {
  settleUnits(guest);
  return guest.contents.services.some((service) => service.port === port && service.active);
}

/** Applies what the control endpoint was given; a part that is missing stays as it is. Throws an Error that says what is wrong. */
export function changeContents(contents: GuestContents, given: Record<string, unknown>): void {
  if (typeof given['agent'] === 'boolean') contents.agent = given['agent'];
  if (given['acpi'] === false) contents.acpi = false;
  else if (given['acpi'] === true) delete contents.acpi;
  if (typeof given['hostname'] === 'string') contents.hostname = given['hostname'];
  if (given['machineId'] !== undefined) contents.machineId = machineIdOf(given['machineId']);
  for (const [path, file] of Object.entries((given['files'] ?? {}) as Record<string, unknown>)) {
    if (file === null) delete contents.files[path];
    else contents.files[path] = givenFile(path, file);
  }
  if (given['packages'] !== undefined) changePackages(contents, given['packages'] as object);
  if (Array.isArray(given['services'])) contents.services = given['services'].map(givenService);
  if (Array.isArray(given['mounts'])) contents.mounts = given['mounts'] as GuestContents['mounts'];
  for (const [command, result] of Object.entries((given['commands'] ?? {}) as Record<string, object>))
    contents.commands[command] = { exitcode: 0, out: '', err: '', milliseconds: 0, ...result };
}

function machineIdOf(value: unknown): string | null {
  if (value === null || (typeof value === 'string' && /^[0-9a-f]{32}$/.test(value))) return value;
  throw new Error('machineId must be 32 hex digits or null');
}

function givenFile(path: string, file: unknown): GuestFile {
  if (typeof file === 'string') return fileOf(file);
  const { content, mtime } = file as { content?: unknown; mtime?: unknown };
  if (typeof content !== 'string') throw new Error(`files.${path} must be a text, {content, mtime}, or null`);
  return fileOf(content, typeof mtime === 'number' ? mtime : now());
}

function givenService(service: unknown): GuestContents['services'][number] {
  const { name, port, active } = service as { name?: unknown; port?: unknown; active?: unknown };
  if (typeof name !== 'string' || typeof port !== 'number') throw new Error('a service is {name, port, active}');
  return { name, port, active: active !== false };
}
