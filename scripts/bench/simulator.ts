import { join } from 'node:path';
import { inRoot } from '../root.ts';
import { startBenchChild } from './ends.ts';
import type { SimulatorReady } from '../stack/demo-config.ts';

/** The simulated cluster and backup server, in a process of their own. */
export interface BenchSimulator {
  ready: SimulatorReady;
  /** `{guests, nodes, tenants}` and/or `{pbs: {groups, snapshotsPerGroup}}`; replaces what was made before. */
  fleet(size: Record<string, unknown>): Promise<void>;
  /** Every API call from now on is answered so much later. */
  delay(milliseconds: number): Promise<void>;
  /** How many API calls were answered since the last time that this was asked, by template; at most the last 50,000. */
  calls(): Promise<Map<string, number>>;
  stop(): Promise<void>;
}

export async function startSimulator(folder: string): Promise<BenchSimulator> {
  const ports = ['--port', '0', '--pbs-port', '0', '--control-port', '0', '--guest-port', '0'];
  const child = await startBenchChild({
    name: 'proxmox-sim',
    command: process.execPath,
    args: [inRoot('test', 'proxmox-sim', 'src', 'main.ts'), ...ports, '--delays', 'none', '--state', join(folder, 'simulator')],
    logFile: join(folder, 'simulator.log'),
  });
  const control = String(child.ready.control);
  const ask = async (method: string, path: string, body?: Record<string, unknown>): Promise<unknown> => {
    const response = await fetch(`${control}${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
    if (!response.ok) throw new Error(`the simulator refused ${method} ${path}: ${await response.text()}`);
    return response.json();
  };
  let seen = 0;
  return {
    ready: child.ready as unknown as SimulatorReady,
    async fleet(size) {
      await ask('POST', '/fleet', size);
    },
    async delay(milliseconds) {
      await ask('DELETE', '/faults');
      const slow = { method: '*', template: '*', kind: 'slow', milliseconds, times: Number.MAX_SAFE_INTEGER };
      if (milliseconds > 0) for (const product of ['pve', 'pbs']) await ask('POST', '/faults', { ...slow, product });
    },
    async calls() {
      const entries = (await ask('GET', `/journal?since=${seen}`)) as { seq: number; template: string | null }[];
      seen = entries.at(-1)?.seq ?? seen;
      return new Map([...Map.groupBy(entries, ({ template }) => template ?? '(unknown)')].map(([template, list]) => [template, list.length]));
    },
    stop: child.stop,
  };
}
