import type { Logger } from 'pino';
import type { Discovery } from './discovery.ts';
import { writeFileSd } from './file-sd.ts';
import type { OwnMetrics } from './own-metrics.ts';

export interface DiscoveryLoopOptions {
  discovery: Discovery;
  /** Path of the file_sd file. */
  file: string;
  metrics: Pick<OwnMetrics, 'discovered'>;
  log: Pick<Logger, 'info' | 'error'>;
}

/** One pass: read, write, count. Never rejects; trouble with Proxmox is already reported by the discovery. */
export function createDiscoveryPass({ discovery, file, metrics, log }: DiscoveryLoopOptions): () => Promise<void> {
  let fileTrouble = '';
  return async () => {
    const pass = await discovery.refresh();
    if (pass === null) return;
    try {
      if (await writeFileSd(file, pass.groups)) log.info({ file, targets: pass.groups.length }, 'discovery file written');
      metrics.discovered(pass);
      fileTrouble = '';
    } catch (error) {
      const { message } = error as Error;
      if (message !== fileTrouble) log.error({ file, reason: message }, 'discovery file cannot be written; check exporter.discovery.folder');
      fileTrouble = message;
    }
  };
}

/**
 * Runs `pass` at once and then again and again, never two at a time, about `intervalMs` apart
 * (a tenth more or less, so that several exporters do not ask Proxmox in step).
 */
export function startLoop(pass: () => Promise<void>, intervalMs: number): { first: Promise<void>; stop: () => Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void>;

  const run = async () => {
    await pass();
    if (!stopped) timer = setTimeout(() => (running = run()), intervalMs * (0.9 + 0.2 * Math.random()));
  };
  running = run();

  return {
    first: running,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
