import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Another launcher works in the same state folder. */
export class AlreadyRunningError extends Error {
  override readonly name = 'AlreadyRunningError';
}

const fileIn = (home: string) => join(home, 'running.json');
const launcher = 'launcher';

/** Notes which processes this run has started, so that the next one can end them if this one dies without doing so. */
export function noteRunning(home: string, pids: Record<string, number>): void {
  // Whole or not at all: a launcher that is killed in the middle must leave a list that can be read.
  writeFileSync(`${fileIn(home)}.new`, JSON.stringify({ ...pids, [launcher]: process.pid }));
  renameSync(`${fileIn(home)}.new`, fileIn(home));
}

export function noteStopped(home: string): void {
  rmSync(fileIn(home), { force: true });
}

/**
 * Ends what a killed run of the same state folder has left behind; gives the names of the parts.
 * A process counts as ours only when its command line says so: a pid may have been given to somebody else since.
 * Throws an AlreadyRunningError when the run is not dead at all.
 */
export async function endLeftovers(home: string): Promise<string[]> {
  if (!existsSync(fileIn(home))) return [];
  const { [launcher]: launcherPid, ...noted } = JSON.parse(readFileSync(fileIn(home), 'utf8')) as Record<string, number>;
  if (launcherPid && launcherPid !== process.pid && commandLine(launcherPid).includes(join('tasks', 'start.ts'))) {
    throw new AlreadyRunningError(
      `Vigie already runs with the state folder ${home} (process ${launcherPid}). Stop it, or set VIGIE_HOME to another folder.`,
    );
  }
  const ours = Object.entries(noted).filter(([, pid]) => commandLine(pid).includes(home));
  for (const [, pid] of ours) process.kill(pid, 'SIGKILL');
  // Their ports are free only when they are gone.
  while (ours.some(([, pid]) => commandLine(pid).includes(home))) await delay(20);
  noteStopped(home);
  return ours.map(([name]) => name);
}

/** Empty for a process that is gone, and where the system has no /proc. */
function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
