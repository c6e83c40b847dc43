import { nowMs } from '../clock.ts';
import type { Guest, GuestUnit } from '../state/world.ts';
import type { Program } from './program.ts';
import { install, packageRun } from './packages.ts';

/** What ended meanwhile has done its work. */
export function settleUnits(guest: Guest): void {
  for (const unit of Object.values(guest.running?.units ?? {})) {
    if (unit.endsAt > nowMs() || unit.exitcode !== 0) continue;
    install(guest.contents, unit.installs);
    unit.installs = [];
  }
}

/** Transient services with `--unit` that run a package manager. A name that is loaded is refused. */
export const systemdRun: Program = (guest, args) => {
  const { running } = guest;
  const command = args.slice(args.findIndex((arg) => !arg.startsWith('-')));
  const name = args.find((arg) => arg.startsWith('--unit='))?.slice('--unit='.length) ?? '';
  const unit = `${name}.service`;
  if (running?.units?.[unit] !== undefined)
    return { exitcode: 1, err: `Failed to start transient service unit: Unit ${unit} was already loaded or has a fragment file.\n` };
  const run = packageRun(guest, command);
  if (running === null || run === null) return { exitcode: 1, err: `Failed to find executable ${command[0] ?? ''}: No such file or directory\n` };
  running.units ??= {};
  const { milliseconds, ...rest } = run;
  running.units[unit] = { ...rest, endsAt: nowMs() + milliseconds };
  return { err: `Running as unit: ${unit}\n` };
};

export const journalctl: Program = ({ running }, args) => {
  const unit = args.find((arg) => arg.startsWith('--unit='))?.slice('--unit='.length) ?? '';
  return { out: running?.units?.[unit]?.log ?? '' };
};

export const systemctl: Program = (guest, args) => {
  const [verb = '', name = ''] = args.filter((arg) => !arg.startsWith('-'));
  const units = guest.running?.units ?? {};
  const unit = units[name];
  const service = guest.contents.services.find((item) => item.name === name.replace(/\.service$/, ''));
  switch (verb) {
    case 'show':
      return { out: shown(unit) };
    case 'stop':
    case 'reset-failed':
      delete units[name];
      return {};
    case 'enable':
      if (service === undefined) return { exitcode: 1, err: `Failed to enable unit: Unit file ${name} does not exist.\n` };
      service.active = true;
      return {};
    case 'is-active':
      if (service === undefined) return { exitcode: 4, out: 'inactive\n' };
      return service.active ? { out: 'active\n' } : { exitcode: 3, out: 'failed\n' };
    default:
      return { exitcode: 1, err: `systemctl: ${verb} is not simulated\n` };
  }
};

function shown(unit: GuestUnit | undefined): string {
  if (unit === undefined) return 'LoadState=not-found\nActiveState=inactive\nSubState=dead\n';
  if (unit.endsAt > nowMs()) return 'LoadState=loaded\nActiveState=active\nSubState=running\n';
  return unit.exitcode === 0
    ? 'LoadState=loaded\nActiveState=active\nSubState=exited\n'
    : 'LoadState=loaded\nActiveState=failed\nSubState=failed\n';
}
