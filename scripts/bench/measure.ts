import { setTimeout as delay } from 'node:timers/promises';
import { get } from './get.ts';
import { cpuSeconds } from './process-cost.ts';

export interface Measured {
  p50: number;
  p99: number;
  cpuSeconds: number;
  bytes: number;
  series: number;
}

/** What a process takes to answer so many times, one after the other. Seconds; `cpuSeconds` for one answer. */
export async function measure({ url, pid }: { url: string; pid: number }, scrapes: number, headers: Record<string, string> = {}): Promise<Measured> {
  // The first answers show how fast the code becomes, not how fast it is: V8 compiles for half a minute of them.
  for (let i = 0; i < warmUp; i += 1) await next(url, headers);
  const before = cpuSeconds(pid);
  const times: number[] = [];
  for (let i = 0; i < scrapes; i += 1) times.push((await next(url, headers)).seconds);
  const cpu = (cpuSeconds(pid) - before) / scrapes;
  const last = await get(url, headers);
  const series = headers['accept-encoding'] === 'gzip' ? 0 : last.text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
  times.sort((a, b) => a - b);
  const quantile = (q: number) => times[Math.min(times.length - 1, Math.ceil(q * times.length) - 1)] ?? NaN;
  return { p50: quantile(0.5), p99: quantile(0.99), cpuSeconds: cpu, bytes: last.bytes, series };
}

const warmUp = 30;
/** How many answers `measure` asks for. */
export const answersFor = (scrapes: number): number => warmUp + scrapes + 1;

/** Scrapes within a second share one reading of Proxmox; Prometheus's come far apart. */
async function next(url: string, headers: Record<string, string>) {
  const got = await get(url, headers);
  await delay(1_100);
  return got;
}
