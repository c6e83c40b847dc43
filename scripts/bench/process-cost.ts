import { readFileSync } from 'node:fs';

/** Seconds of CPU, user and system, that a process took so far. Linux counts them in hundredths. */
export function cpuSeconds(pid: number): number {
  // The name of the process is in brackets and may hold spaces.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** The most memory that a process ever had resident, in MB. */
export function peakMegabytes(pid: number): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return (Number(kilobytes) * 1024) / 1e6;
}
