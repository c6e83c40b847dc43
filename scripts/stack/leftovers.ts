import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileIn = (home: string) => join(home, 'running.json');

/** Notes which processes this run has started, so that the next one can end them if this one dies without doing so. */
export function noteRunning(home: string, pids: Record<string, number>): void {
  writeFileSync(fileIn(home), JSON.stringify(pids));
}

export function noteStopped(home: string): void {
  rmSync(fileIn(home), { force: true });
}

/**
 * Ends what a killed run of the same state folder has left behind; gives the names of the parts.
 * A process counts as ours only when its command line names this state folder: a pid may have been given to somebody else since.
 */
export function endLeftovers(home: string): string[] {
  if (!existsSync(fileIn(home))) return [];
  const noted = JSON.parse(readFileSync(fileIn(home), 'utf8')) as Record<string, number>;
  const ours = Object.entries(noted).filter(([, pid]) => commandLine(pid).includes(home));
  for (const [, pid] of ours) process.kill(pid, 'SIGKILL');
  noteStopped(home);
  return ours.map(([name]) => name);
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
