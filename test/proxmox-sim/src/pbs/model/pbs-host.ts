import { now } from '../../clock.ts';
import type { PbsState } from '../../state/pbs-state.ts';

const gib = 1024 ** 3;

/** The machine that the backup server runs on. Bytes. */
export const pbsHost = { cores: 8, memory: 32 * gib, swap: 8 * gib, rootTotal: 60 * gib, rootUsed: 9 * gib };

export interface PbsLoad {
  cpu: number;
  wait: number;
  loadavg: [number, number, number];
  memUsed: number;
}

/** It goes up and down over the day, and higher while tasks run. */
export function pbsLoad({ tasks }: PbsState, at: number): PbsLoad {
  const wave = (1 + Math.sin((at % 86_400) / 13_750)) / 2;
  const busy = at >= now() - 60 ? tasks.filter((task) => task.endtime === undefined).length : 0;
  const cpu = Math.min(0.95, 0.02 + 0.05 * wave + 0.1 * busy);
  const load = Number((cpu * pbsHost.cores).toFixed(2));
  return { cpu, wait: 0.002 + 0.01 * wave, loadavg: [load, load, load], memUsed: Math.round(pbsHost.memory * (0.18 + 0.05 * wave)) };
}
