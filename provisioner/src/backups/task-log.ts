import type { ProxmoxPort } from '../steps/ports.ts';

/** Lines of a task's log from `start` on. */
export async function taskLog(pve: ProxmoxPort, node: string, upid: string, start: number): Promise<string[]> {
  const lines = await pve.call<{ t: string }[]>('GET', '/nodes/{node}/tasks/{upid}/log', { node, upid }, { start, limit: 5000 });
  return lines.map((line) => line.t);
}

/** How far vzdump is by its last line that tells, 0 to 1; null when none does. */
export function progressIn(lines: readonly string[]): number | null {
  const percent = lines.map((line) => /^INFO:\s+(\d{1,3})% \(/.exec(line)?.[1]).findLast((found) => found !== undefined);
  return percent === undefined ? null : Math.min(100, Number(percent)) / 100;
}

/** Whether vzdump froze the file systems by the agent; null for a machine that did not run, where there was nothing to freeze. */
export function consistentBy(lines: readonly string[]): boolean | null {
  if (!lines.some((line) => /^INFO: status = running/.test(line))) return null;
  const frozen = lines.some((line) => /issuing guest-agent 'fs-freeze' command/.test(line));
  return frozen && !lines.some((line) => /guest-fsfreeze-freeze.*failed/.test(line));
}
