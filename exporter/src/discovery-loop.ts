import type { DiscoveryJob } from '@vigie/config/exporter';
import type { Logger } from 'pino';
import type { Discovery } from './discovery.ts';
import { writeFileSd } from './file-sd.ts';
import type { OwnMetrics } from './own-metrics.ts';
import type { OwnTargets } from './own-targets.ts';
import type { TargetGroup } from './targets.ts';

export interface DiscoveryLoopOptions {
  discovery: Pick<Discovery, 'refresh'>;
  ownTargets: OwnTargets;
  /** Which lists are kept as files, by job. */
  files: ReadonlyMap<DiscoveryJob, string>;
  metrics: Pick<OwnMetrics, 'discovered'>;
  log: Pick<Logger, 'info' | 'error'>;
}

/** One pass: read, write, count; whether all was read and written. Never rejects; trouble with Proxmox is already reported by the discovery. */
export function createDiscoveryPass({ discovery, ownTargets, files, metrics, log }: DiscoveryLoopOptions): () => Promise<boolean> {
  const troubles = new Map<string, string>();

  const keep = async (file: string, groups: readonly TargetGroup[]): Promise<boolean> => {
    try {
      if (await writeFileSd(file, groups)) log.info({ file, targets: groups.length }, 'discovery file written');
      troubles.delete(file);
      return true;
    } catch (error) {
      const { message } = error as Error;
      if (message !== troubles.get(file)) log.error({ file, reason: message }, 'discovery file cannot be written; check exporter.discovery.folder');
      troubles.set(file, message);
      return false;
    }
  };

  return async () => {
    const written: boolean[] = [];
    for (const [job, file] of files) if (job !== 'node') written.push(await keep(file, ownTargets(job)));
    const pass = await discovery.refresh();
    // A cluster that was never read: the file from before knows more than an empty one.
    if (pass === null) return false;
    const file = files.get('node');
    if (file !== undefined) written.push(await keep(file, pass.groups));
    if (written.includes(false)) return false;
    metrics.discovered(pass);
    return pass.complete;
  };
}
