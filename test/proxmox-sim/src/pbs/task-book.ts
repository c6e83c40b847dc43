import type { PbsState } from '../state/pbs-state.ts';
import { hex8 } from '../tasks.ts';
import type { TaskBook } from '../tasks.ts';

/** What PBS calls its only node in UPIDs; in paths it is `localhost`. */
export const pbsNode = 'pbs';

/** PBS has one more number in its UPIDs than PVE, and escapes the worker's id as systemd does. */
export function pbsTaskBook(pbs: PbsState): TaskBook {
  return {
    tasks: pbs.tasks,
    counters: pbs.counters,
    bootedAt: () => pbs.bootedAt,
    upid: ({ node, pid, pstart, starttime, type, id }, owner, serial) =>
      `UPID:${node}:${hex8(pid)}:${hex8(pstart)}:${hex8(serial)}:${hex8(starttime)}:${type}:${escapeUnit(id)}:${owner}:`,
  };
}

function escapeUnit(text: string): string {
  return [...text]
    .map((char) => (char === '/' ? '-' : /[\w.]/.test(char) ? char : `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`))
    .join('');
}
