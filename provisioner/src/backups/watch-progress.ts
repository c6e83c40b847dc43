import { setTimeout as sleep } from 'node:timers/promises';
import { parseUpid } from '@vigie/proxmox/upid';
import type { ProxmoxPort } from '../steps/ports.ts';
import { progressIn, taskLog } from './task-log.ts';

/** People watch a backup of a small machine; a large one is read no more often. */
const everyMs = 1_000;

/** Reports how far a vzdump is until it is stopped. What cannot be read or reported is left out: the backup does not depend on it. */
export function watchProgress(pve: ProxmoxPort, upid: string, report: (progress: number) => Promise<void>): { stop(): Promise<void> } {
  const { node } = parseUpid(upid);
  const stopping = new AbortController();
  let read = 0;
  const look = async () => {
    const lines = await taskLog(pve, node, upid, read);
    read += lines.length;
    const progress = progressIn(lines);
    if (progress !== null) await report(progress);
  };
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      await look().catch(() => undefined);
      await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}
