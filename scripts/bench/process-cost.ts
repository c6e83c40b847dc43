import { readdirSync, readFileSync } from 'node:fs';

/** Seconds of CPU, user and system, that a process took so far. Linux counts them in hundredths. */
export function cpuSeconds(pid: number): number {
  const fields = statOf(pid);
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** The same of a process with its children, those that ended included. */
export function cpuSecondsOfFamily(pid: number): number {
  const fields = statOf(pid);
  const children = readdirSync('/proc').map(Number).filter((other) => other > 0 && parentOf(other) === pid);
  const ended = (Number(fields[13]) + Number(fields[14])) / 100;
  return children.reduce((sum, child) => sum + cpuSeconds(child), cpuSeconds(pid) + ended);
}

/** Null of a process that is gone. */
export function parentOf(pid: number): number | null {
  try {
    return Number(statOf(pid)[1]);
  } catch {
    return null;
  }
}

/** From the third field on: the name of the process, before them, is in brackets and may hold spaces. */
const statOf = (pid: number): string[] => readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');

/** The most memory that a process ever had resident, in MB. */
export function peakMegabytes(pid: number): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return (Number(kilobytes) * 1024) / 1e6;
}
